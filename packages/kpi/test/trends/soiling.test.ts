import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { insolationSums, weightedRatio } from "../../src/soiling/insolation-sums.ts";
import {
  monthlySoilingRates,
  soilingProfiles,
  soilingSrr,
  type CleaningMethod,
} from "../../src/soiling/index.ts";
import { createRandom } from "../../src/statistics/index.ts";

const DAY_MS = 86_400_000;

/** Two years that lose 0.2 % a day and are cleaned every 50 days. */
function sawTooth(seed = 1): [Float64Array, Float64Array, Float64Array] {
  const random = createRandom(seed);
  const timesMs = Float64Array.from(
    { length: 730 },
    (_, day) => Date.UTC(2021, 0, 1) + day * DAY_MS,
  );
  const energy = timesMs.map((_, day) => 0.9 * (1 - 0.002 * (day % 50)) + 0.002 * (random() - 0.5));
  const insolation = timesMs.map((_, day) => 5000 + 1500 * Math.sin((2 * Math.PI * day) / 365));
  return [timesMs, energy, insolation];
}

function ratioBy(method: CleaningMethod): number {
  return soilingSrr(...sawTooth(), { method }).ratio;
}

describe("rate and recovery", () => {
  const [timesMs, energy, insolation] = sawTooth();
  const result = soilingSrr(timesMs, energy, insolation);

  test("finds the cleanings, the rate and the ratio of a saw-tooth", () => {
    const valid = result.intervals.filter(({ isValid }) => isValid);
    expect(valid.length).toBeGreaterThan(12);
    for (const { slope, slopeLow, slopeHigh } of valid) {
      expect(slope).toBeCloseTo(-0.0021, 3);
      expect(slopeLow).toBeLessThanOrEqual(slope);
      expect(slopeHigh).toBeGreaterThanOrEqual(slope);
    }
    // The mean of 1 … 1 − 0.002·49 is 0.951.
    expect(result.ratio).toBeGreaterThan(0.93);
    expect(result.ratio).toBeLessThan(0.97);
    expect(result.low).toBeLessThanOrEqual(result.ratio);
    expect(result.exceedanceLevel).toBeLessThanOrEqual(result.low);
    expect(result.years.map(({ year }) => year)).toEqual([2021, 2022]);
  });

  test("the unit of yield and of insolation does not matter", () => {
    fc.assert(
      fc.property(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -8, max: 8 }), (a, b) => {
        const scaled = soilingSrr(
          timesMs,
          energy.map((value) => value * 2 ** a),
          insolation.map((value) => value * 2 ** b),
        );
        expect(scaled.ratio).toBeCloseTo(result.ratio, 12);
      }),
      { numRuns: 10 },
    );
  });

  test("cleaner assumptions give higher ratios; none exceeds 1", () => {
    expect(ratioBy("random-clean")).toBeLessThan(ratioBy("half-normal-clean"));
    expect(ratioBy("half-normal-clean")).toBeLessThanOrEqual(ratioBy("perfect-clean") + 1e-3);
    expect(Math.max(...result.drawnRatios)).toBeLessThanOrEqual(1);
  });

  test("repeats itself by its seed", () => {
    expect(soilingSrr(timesMs, energy, insolation).drawnRatios).toEqual(result.drawnRatios);
    const other = soilingSrr(timesMs, energy, insolation, { random: createRandom(2) });
    expect(other.drawnRatios).not.toEqual(result.drawnRatios);
    expect(other.ratio).toBeCloseTo(result.ratio, 3);
  });

  test("sums an interval are the sums of its days, and years add up to the whole", () => {
    const { daily, intervals } = result;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const starts = Float64Array.from(intervals, () => random());
        const slopes = Float64Array.from(intervals, () => -0.01 * random());
        let kept = 0;
        let all = 0;
        for (const [index, { firstDay, lastDay }] of intervals.entries()) {
          for (let day = firstDay; day <= lastDay; day++) {
            kept += daily.insolation[day]! * (starts[index]! + (day - firstDay) * slopes[index]!);
            all += daily.insolation[day]!;
          }
        }
        const ratio = weightedRatio(insolationSums(daily, intervals), { starts, slopes });
        expect(ratio).toBeCloseTo(kept / all, 12);
      }),
      { numRuns: 20 },
    );
    const whole = insolationSums(daily, intervals);
    const early = insolationSums(daily, intervals, (day) => day < 365);
    const late = insolationSums(daily, intervals, (day) => day >= 365);
    for (const [index, sum] of whole.total.entries()) {
      expect(early.total[index]! + late.total[index]!).toBeCloseTo(sum, 6);
    }
  });

  test("profiles begin clean, or where the line begins", () => {
    const { perfectClean, inferredClean } = soilingProfiles(result.daily, result.intervals);
    expect(perfectClean[0]).toBe(1);
    expect(inferredClean[0]).toBe(result.intervals[0]?.inferredStart);
  });

  test("monthly rates are those of the intervals in the month", () => {
    const months = monthlySoilingRates(result.intervals, result.firstDayAt);
    expect(months).toHaveLength(12);
    for (const { ratePerDay, lowPerDay, highPerDay, intervalCount } of months) {
      expect(ratePerDay).toBeCloseTo(-0.0021, 3);
      expect(lowPerDay).toBeLessThanOrEqual(ratePerDay);
      expect(highPerDay).toBeGreaterThanOrEqual(ratePerDay);
      expect(intervalCount).toBeGreaterThan(0);
    }
  });
});

test("gaps longer than the scale end an interval, shorter ones do not", () => {
  const [timesMs, energy, insolation] = sawTooth();
  const cut = (from: number, to: number): Float64Array =>
    energy.map((value, day) => (day >= from && day < to ? Number.NaN : value));
  const runs = (gappy: Float64Array): number =>
    soilingSrr(timesMs, gappy, insolation, { repetitions: 1 }).intervals.length;
  expect(runs(cut(110, 130))).toBeGreaterThan(runs(cut(110, 115)));
});

test("rain ends an interval where it is asked to", () => {
  const [timesMs, energy, insolation] = sawTooth();
  const precipitationMm = timesMs.map((_, day) => (day % 50 === 0 ? 3 : 0));
  const options = { cleanCriterion: "precipitation", precipitationMm, repetitions: 1 } as const;
  const { intervals } = soilingSrr(timesMs, energy, insolation, options);
  expect(intervals.map(({ firstDay }) => firstDay)).toEqual(
    Array.from({ length: 15 }, (_, index) => index * 50),
  );
});

test("a missing row, and data without a valid interval, are refused", () => {
  const [timesMs, energy, insolation] = sawTooth();
  const skipped = timesMs.map((at, day) => (day > 9 ? at + DAY_MS : at));
  expect(() => soilingSrr(skipped, energy, insolation)).toThrow("one row a day");
  const rising = timesMs.map((_, day) => 1 + 0.001 * day);
  expect(() => soilingSrr(timesMs, rising, insolation)).toThrow("no valid soiling interval");
  const nothing = timesMs.map(() => Number.NaN);
  expect(() => soilingSrr(timesMs, nothing, insolation)).toThrow("missing");
});
