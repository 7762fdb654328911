import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectClearsky, irradianceRescaleFactor } from "../../src/clear-sky-detection/index.ts";
import {
  clearskyFilter,
  csiFilter,
  directionalTukeyFilter,
  hampelFilter,
  hourAngleFilter,
  insolationFilter,
  normalizedFilter,
  poaFilter,
  tcellFilter,
  twoWayWindowFilter,
} from "../../src/filters/index.ts";

const DAY_MS = 86_400_000;
const reading = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -50, max: 1500, noNaN: true }) },
  fc.constant(Number.NaN),
);
const readings = fc.array(reading, { minLength: 1, maxLength: 60 });

describe("every filter", () => {
  const columns: Readonly<Record<string, (values: Float64Array) => Uint8Array>> = {
    normalizedFilter: (values) => normalizedFilter(values),
    poaFilter: (values) => poaFilter(values),
    tcellFilter: (values) => tcellFilter(values),
    csiFilter: (values) => csiFilter(values, values),
    insolationFilter: (values) => insolationFilter(values),
    hampelFilter: (values) => hampelFilter(daysOf(values), values),
    directionalTukeyFilter: (values) => directionalTukeyFilter(daysOf(values), values),
    clearskyFilter: (values) =>
      clearskyFilter(
        values.map((_, row) => row * 900_000),
        values,
        values.map((_, row) => 500 + row),
        { windowMinutes: 45 },
      ).slice(0, values.length),
  };

  test.each(Object.entries(columns))("%s never keeps a missing row", (_name, filter) => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 6, maxLength: 60 }), (values) => {
        const column = Float64Array.from(values);
        const kept = [...filter(column).entries()].filter(([, flag]) => flag === 1);
        expect(kept.filter(([row]) => Number.isNaN(column[row]))).toEqual([]);
      }),
    );
  });
});

function daysOf(values: Float64Array): Float64Array {
  return values.map((_, day) => day * DAY_MS);
}

test("a number and a column of it are judged alike, also in pieces and into a given mask", () => {
  fc.assert(
    fc.property(readings, fc.nat(60), (values, cut) => {
      const column = Float64Array.from(values);
      const out = new Uint8Array(column.length);
      expect(poaFilter(column, { out })).toBe(out);
      const pieces = [...poaFilter(column.subarray(0, cut)), ...poaFilter(column.subarray(cut))];
      expect(pieces).toEqual([...out]);
      expect(values.map((value) => Number(poaFilter(value)))).toEqual([...out]);
    }),
  );
});

test("a spike falls out, a step stays", () => {
  const times = Float64Array.from({ length: 40 }, (_, day) => day * DAY_MS);
  const step = times.map((_, day) => (day < 20 ? 1 : 0.8));
  expect(twoWayWindowFilter(times, step).every((flag) => flag === 1)).toBe(true);
  const spike = step.slice();
  spike[10] = 0.5;
  expect([...twoWayWindowFilter(times, spike).entries()].filter(([, flag]) => flag === 0)).toEqual([
    [10, 0],
  ]);
  const noisy = spike.map((value, day) => value + 0.001 * (day % 3));
  expect(hampelFilter(times, noisy)[10]).toBe(0);
});

test("hours around solar noon are kept wherever the plant is", () => {
  fc.assert(
    fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (longitudeDeg) => {
      const noon = Date.UTC(2024, 3, 15, 12) - (longitudeDeg / 15) * 3_600_000;
      const times = Float64Array.of(noon - 4 * 3_600_000, noon, noon + 4 * 3_600_000);
      const keep = hourAngleFilter(times, { latitudeDeg: 45, longitudeDeg });
      expect([...keep]).toEqual([0, 1, 0]);
    }),
  );
});

describe("clear-sky detection", () => {
  const times = Float64Array.from({ length: 288 }, (_, row) => row * 300_000);
  const sky = times.map((_, row) => Math.max(0, 1000 * Math.sin(((row - 72) * Math.PI) / 144)));

  test("finds the scale of a clear day and never calls the night clear", () => {
    const found = detectClearsky(
      times,
      sky.map((value) => 1.03 * value),
      sky,
      { inferLimits: true },
    );
    expect(found.alpha).toBeCloseTo(1.03, 12);
    expect(found.converged).toBe(true);
    expect(found.clear[144]).toBe(1);
    expect(found.clear[10]).toBe(0);
  });

  test("does not call a cloudy afternoon clear", () => {
    const cloudy = sky.map((value, row) => (row > 150 ? value * (0.4 + 0.5 * (row % 2)) : value));
    const { clear } = detectClearsky(times, cloudy, sky, { inferLimits: true });
    expect(clear.subarray(165, 216).some((flag) => flag === 1)).toBe(false);
    expect(clear[120]).toBe(1);
  });

  test("refuses rows at unequal steps and windows of two rows", () => {
    const uneven = times.slice();
    uneven[5] = uneven[5]! + 1;
    expect(() => detectClearsky(uneven, sky, sky)).toThrow("equal steps");
    expect(() => detectClearsky(times, sky, sky)).toThrow("three rows");
  });

  test("a rescaled model meets the measurement", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.85, max: 1.15, noNaN: true }), (factor) => {
        const measured = sky.map((value) => factor * value);
        expect(irradianceRescaleFactor(measured, sky)).toBeCloseTo(factor, 9);
      }),
    );
  });
});
