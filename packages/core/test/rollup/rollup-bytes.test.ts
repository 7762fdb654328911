import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeRollup,
  dequantise,
  encodeRollup,
  pointByName,
  type PointRollup,
  POINTS,
  quantise,
  type RollupRow,
} from "@solarmon/core";
import { TEST_DAY, testId } from "@solarmon/core/testing";

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

/** Five minutes of a point as the processor makes them: sums in whole steps, the increase an area. */
function madePoint(code: number, steps: readonly number[], firstAt: number): PointRollup {
  const area = steps.slice(1).reduce((sum, next, n) => sum + (steps[n]! + next) * 60_000, 0);
  const of = (value: number): number => dequantise(code, value);
  return {
    count: steps.length,
    sum: of(steps.reduce((sum, value) => sum + value, 0)),
    min: of(Math.min(...steps)),
    max: of(Math.max(...steps)),
    first: of(steps[0]!),
    firstAt,
    last: of(steps.at(-1)!),
    lastAt: firstAt + 240_000,
    increase: area / (quantise(code, 1) * 7_200_000),
  };
}

test("what the processor makes takes few bytes and comes back to the last bit", () => {
  const value = fc.integer({ min: 2_000, max: 2_060 });
  const five = fc.array(value, { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(five, five, (volts, watts) => {
      const points = {
        acVoltageL1: madePoint(4, volts, TEST_DAY + 1_000),
        acPower: madePoint(1, watts, TEST_DAY + 1_000),
      };
      const key = { deviceId: testId(1), resolution: "5m", start: TEST_DAY } as const;
      const row = { ...key, lengthMs: 300_000, count: 5, expectedCount: 5, quality: 0, points };
      expect(encodeRollup(row).length).toBeLessThan(48);
      expect(back(row)).toEqual(row);
    }),
  );
});
