import * as fc from "fast-check";
import { expect, test } from "vitest";
import { directed } from "../src/balance.ts";

test.each([
  ["import", { pv: 1_692, battery: 0, grid: 45, load: 1_737 }, { grid: 45 }],
  ["export", { pv: 2_023, battery: 0, grid: 500, load: 1_523 }, { grid: -500 }],
  ["charging", { pv: 3_000, battery: 2_000, grid: 0, load: 1_000 }, { battery: -2_000 }],
  ["discharging at night", { pv: 0, battery: 400, grid: 0, load: 400 }, { battery: 400 }],
  [
    "charging from the grid",
    { pv: 0, battery: 900, grid: 1_300, load: 400 },
    { battery: -900, grid: 1_300 },
  ],
])("%s", (_, flows, expected) => {
  expect(directed(flows)).toMatchObject(expected);
});

test("what adds up in two ways, or in none, is not told", () => {
  expect(directed({ pv: 1_000, battery: 5, grid: 0, load: 1_000 })).toBeUndefined();
  expect(directed({ pv: 1_000, battery: 700, grid: 700, load: 1_000 })).toBeUndefined();
  expect(directed({ pv: 1_000, battery: 0, grid: 0, load: 3_000 })).toBeUndefined();
});

test("a plant whose powers are large against the tolerance is told as it is, or not at all", () => {
  const power = fc.integer({ min: -5_000, max: 5_000 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), power, power, (pv, battery, grid) => {
      const load = pv + battery + grid;
      fc.pre(load >= 0);
      const told = directed({ pv, battery: Math.abs(battery), grid: Math.abs(grid), load });
      expect(told === undefined || (told.battery === battery && told.grid === grid)).toBe(true);
    }),
  );
});
