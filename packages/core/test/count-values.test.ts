import { countValues, packValues, POINTS, unpackValues } from "@solarmon/core";
import { assert, dictionary, constantFrom, double, oneof, constant, property } from "fast-check";
import { expect, test } from "vitest";

const name = constantFrom(...POINTS.map((point) => point.name));
const value = oneof(constant(null), constant(0), double({ min: -1e6, max: 1e6, noNaN: true }));

test("counts the values that are not missing", () => {
  expect(countValues(packValues({}))).toBe(0);
  expect(countValues(packValues({ acPower: 0, dcPower: null, acVoltageL1: -0.05 }))).toBe(2);
  assert(
    property(dictionary(name, value), (values) => {
      const packed = packValues(values);
      const there = Object.values(unpackValues(packed)).filter((one) => one !== null);
      expect(countValues(packed)).toBe(there.length);
    }),
  );
});
