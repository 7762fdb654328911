import {
  aggregationInsol,
  dayEdges,
  energyFromPower,
  interpolate,
  stepHours,
  timeGrid,
} from "@solarmon/kpi/energy";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const QUARTER_MS = 900_000;
const power = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), {
  minLength: 3,
  maxLength: 90,
});

function regular(values: readonly number[]): readonly [Float64Array, Float64Array] {
  return [Float64Array.from(values, (_value, row) => row * QUARTER_MS), Float64Array.from(values)];
}

function total(column: Float64Array): number {
  return column.reduce((sum, value) => (value === value ? sum + value : sum), 0);
}

test("no energy is lost or made by bins, whatever their length", () => {
  fc.assert(
    fc.property(power, fc.integer({ min: 1, max: 20 }), (values, quarters) => {
      const [timesMs, powerW] = regular(values);
      const { energyWh } = energyFromPower(timesMs, powerW, { binMs: quarters * QUARTER_MS });
      expect(total(energyWh)).toBeCloseTo(total(powerW.subarray(1)) / 4, 4);
    }),
  );
});

test("a series cut anywhere, with the border row on both sides, has the energy of the whole", () => {
  fc.assert(
    fc.property(power, fc.nat(), (values, at) => {
      const [timesMs, powerW] = regular(values);
      const cut = 1 + (at % (values.length - 2));
      const options = { binMs: QUARTER_MS, maxGapMs: QUARTER_MS };
      const energy = (from: number, to: number): number[] =>
        Array.from(
          energyFromPower(timesMs.subarray(from, to), powerW.subarray(from, to), options).energyWh,
        );
      expect([...energy(0, cut + 1), ...energy(cut, values.length)]).toEqual(
        energy(0, values.length),
      );
    }),
  );
});

test("missing power makes no energy, not even zero", () => {
  const [timesMs, powerW] = regular([1, Number.NaN, Number.NaN, 4, 4]);
  const { energyWh } = energyFromPower(timesMs, powerW);
  expect(Array.from(energyWh)).toEqual([Number.NaN, Number.NaN, Number.NaN, 1]);
  const instantaneous = energyFromPower(...regular([4, 4, Number.NaN]), {
    powerType: "instantaneous",
    binMs: QUARTER_MS,
  });
  expect(Array.from(instantaneous.energyWh)).toEqual([1, Number.NaN]);
});

test("calendar bins of 23 hours hold 23 hours of energy", () => {
  const timesMs = timeGrid({ startMs: 0, endMs: 48 * 3_600_000, stepMs: QUARTER_MS });
  const binEdgesMs = Float64Array.of(0, 23 * 3_600_000, 47 * 3_600_000);
  const { energyWh } = energyFromPower(
    timesMs,
    timesMs.map(() => 1000),
    { binEdgesMs },
  );
  expect(Array.from(energyWh, Math.round)).toEqual([23_000, 24_000]);
});

test("interpolation meets its points and stays between neighbours", () => {
  fc.assert(
    fc.property(power, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const [timesMs, column] = regular(values);
      expect(Array.from(interpolate(timesMs, column, timesMs))).toEqual(values);
      const target = Float64Array.of(share * QUARTER_MS);
      const [value = Number.NaN] = interpolate(timesMs, column, target);
      const [low, high] = [Math.min(column[0]!, column[1]!), Math.max(column[0]!, column[1]!)];
      expect(value).toBeGreaterThanOrEqual(low - 1e-9);
      expect(value).toBeLessThanOrEqual(high + 1e-9);
    }),
  );
});

test("a gap is not bridged, and nothing is invented outside", () => {
  const timesMs = Float64Array.of(0, 1000, 2000, 9000);
  const values = Float64Array.of(0, 1, 2, 9);
  const targets = Float64Array.of(-1, 500, 5000, 9000, 9001);
  expect(Array.from(interpolate(timesMs, values, targets))).toEqual([
    Number.NaN,
    0.5,
    Number.NaN,
    9,
    Number.NaN,
  ]);
});

test("a row after a gap stands for a usual step", () => {
  expect(Array.from(stepHours(Float64Array.of(0, 900_000, 1_800_000, 36_000_000)))).toEqual([
    0.25, 0.25, 0.25, 0.25,
  ]);
});

test("a bin's mean lies among its values; without sun there is none", () => {
  const timesMs = Float64Array.of(0, 3_600_000, 90_000_000);
  const means = aggregationInsol(
    timesMs,
    Float64Array.of(1, 0.5, 0.7),
    Float64Array.of(300, 100, 0),
    {
      binEdgesMs: dayEdges(timesMs),
    },
  );
  expect(Array.from(means)).toEqual([0.875, Number.NaN]);
});
