import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dequantise, pointByName, POINTS, type RollupRow } from "@solarmon/core";
import { TEST_DAY, testId } from "@solarmon/core/testing";
import { decodeRollup, encodeRollup } from "../../src/rollups/rollup-bytes.ts";

const figure = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((steps) => dequantise(4, steps)),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e14, 0.1 + 0.2),
);
const time = fc.oneof(
  fc.constant(TEST_DAY + 1_000),
  fc.integer({ min: TEST_DAY, max: TEST_DAY + 86_400_000 }),
);
const point = fc.oneof(
  fc.record({
    count: fc.oneof(fc.constant(5), fc.nat()),
    sum: figure,
    min: figure,
    max: figure,
    first: figure,
    firstAt: time,
    last: figure,
    lastAt: time,
    increase: figure,
  }),
  figure.map((constant) => ({
    count: 5,
    sum: constant,
    min: constant,
    max: constant,
    first: constant,
    firstAt: TEST_DAY,
    last: constant,
    lastAt: TEST_DAY,
    increase: 0,
  })),
);
const rows = fc.record({
  deviceId: fc.constant(testId(1)),
  resolution: fc.constantFrom("5m" as const, "1h" as const, "1d" as const),
  start: fc.constant(TEST_DAY),
  lengthMs: fc.constantFrom(300_000, 3_600_000, 82_800_000, 90_000_000),
  count: fc.oneof(fc.constant(5), fc.nat()),
  expectedCount: fc.oneof(
    fc.constant(null),
    fc.nat(),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
  ),
  quality: fc.integer({ min: 0, max: 255 }),
  points: fc.dictionary(fc.constantFrom(...POINTS.map(({ name }) => name)), point, {
    maxKeys: 5,
    noNullPrototype: true,
  }),
});

function back(row: RollupRow, wanted?: ReadonlySet<number>): RollupRow {
  const { deviceId, resolution, start } = row;
  return { deviceId, resolution, start, ...decodeRollup(encodeRollup(row), start, wanted) };
}

test("rows come back to the last bit", () => {
  fc.assert(
    fc.property(rows, (row) => {
      expect(back(row)).toEqual(row);
    }),
  );
});

test("only the wanted points are given", () => {
  fc.assert(
    fc.property(rows, (row) => {
      const code = pointByName("acPower")?.code ?? 0;
      const { acPower, ...others } = row.points;
      const wanted = acPower === undefined ? {} : { acPower };
      expect(back(row, new Set([code])).points).toEqual(wanted);
      expect(back(row, new Set()).points).toEqual({});
      expect(Object.keys(others)).not.toContain("acPower");
    }),
  );
});

test("a point that the dictionary does not know is refused", () => {
  const [row] = fc.sample(rows, 1);
  if (!row) throw new TypeError("no sample");
  const [rollup] = fc.sample(point, 1);
  const strange = { ...row, points: rollup ? { teaTemperature: rollup } : {} };
  expect(() => encodeRollup(strange)).toThrow("unknown point teaTemperature");
});

test("figures in steps of the point take few bytes", () => {
  const steps = { count: 5, sum: 20_050, min: 4_000, max: 4_020, first: 4_000, last: 4_020 };
  const times = { firstAt: TEST_DAY, lastAt: TEST_DAY + 240_000, increase: 20 };
  const row: RollupRow = {
    deviceId: testId(1),
    resolution: "5m",
    start: TEST_DAY,
    lengthMs: 300_000,
    count: 5,
    expectedCount: 5,
    quality: 0,
    points: { acPower: { ...steps, ...times }, dcPower: { ...steps, ...times } },
  };
  expect(encodeRollup(row).length).toBeLessThan(44);
});
