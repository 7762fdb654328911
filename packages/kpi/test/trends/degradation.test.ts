import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bootstrapMedianQuantiles } from "../../src/degradation/median-bootstrap.ts";
import {
  degradationClassicalDecomposition,
  degradationOls,
  degradationYearOnYear,
  mannKendall,
} from "../../src/degradation/index.ts";
import { createRandom, median, quantile } from "../../src/statistics/index.ts";

const DAY_MS = 86_400_000;

function days(count: number, start: number = Date.UTC(2020, 0, 1)): Float64Array {
  return Float64Array.from({ length: count }, (_, day) => start + day * DAY_MS);
}

function flat(timesMs: Float64Array): Float64Array {
  return timesMs.map(() => 1);
}

/** Yields that fall by `percent` a year, with seasons and noise. */
function yields(timesMs: Float64Array, percent: number, noise: number, seed = 1): Float64Array {
  const random = createRandom(seed);
  return timesMs.map(
    (_, day) =>
      1 +
      (percent / 100) * (day / 365) +
      0.04 * Math.sin((2 * Math.PI * day) / 365) +
      noise * (random() - 0.5),
  );
}

describe("year-on-year", () => {
  test("gives the slope of an exact line, whatever it is", () => {
    const timesMs = days(1200);
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (percent) => {
        const energy = timesMs.map((_, day) => 1 + (percent / 100) * (day / 365));
        const result = degradationYearOnYear(timesMs, energy, { recenter: false });
        expect(result.ratePercentPerYear).toBeCloseTo(percent, 9);
        expect(result.lowPercentPerYear).toBeLessThanOrEqual(result.ratePercentPerYear + 1e-9);
        expect(result.highPercentPerYear).toBeGreaterThanOrEqual(result.ratePercentPerYear - 1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test("does not depend on the order of the rows, nor on their unit", () => {
    const timesMs = days(900);
    const energy = yields(timesMs, -0.8, 0.05);
    const result = degradationYearOnYear(timesMs, energy);
    const backwards = degradationYearOnYear(timesMs.toReversed(), energy.toReversed());
    expect(backwards).toEqual(result);
    const scaled = degradationYearOnYear(
      timesMs,
      energy.map((value) => 8 * value),
    );
    expect(scaled.ratePercentPerYear).toBeCloseTo(result.ratePercentPerYear, 12);
    expect(scaled.renormalizingFactor).toBeCloseTo(8 * result.renormalizingFactor, 12);
  });

  test("missing days take part in pairing and drop out", () => {
    const timesMs = days(1100);
    const energy = yields(timesMs, -0.5, 0);
    const gappy = energy.map((value, day) => (day % 7 === 3 ? Number.NaN : value));
    const result = degradationYearOnYear(timesMs, gappy);
    expect(result.slopesPercentPerYear.some(Number.isNaN)).toBe(false);
    expect(result.usage[3]).toBe(0);
    const expected = degradationYearOnYear(timesMs, energy).ratePercentPerYear;
    expect(result.ratePercentPerYear).toBeCloseTo(expected, 2);
  });

  test("29 February is compared with the last day before it a year later", () => {
    const timesMs = days(1096, Date.UTC(2019, 0, 1));
    const { leftTimes, rightTimes } = degradationYearOnYear(timesMs, yields(timesMs, -1, 0));
    const leftOf = (right: number): number | undefined => leftTimes[rightTimes.indexOf(right)];
    expect(leftOf(Date.UTC(2020, 1, 29))).toBe(Date.UTC(2019, 1, 28));
    expect(leftOf(Date.UTC(2021, 1, 28))).toBe(Date.UTC(2020, 1, 29));
  });

  test("pairs of many years add to those of one", () => {
    const timesMs = days(1461);
    const energy = yields(timesMs, -0.6, 0.02);
    const one = degradationYearOnYear(timesMs, energy);
    const many = degradationYearOnYear(timesMs, energy, { multiYear: true });
    expect(one.slopesPercentPerYear).toHaveLength(1095);
    expect(many.slopesPercentPerYear).toHaveLength(1095 + 730 + 365);
    expect(many.ratePercentPerYear).toBeCloseTo(one.ratePercentPerYear, 0);
  });

  test("two years of days, weeks or months are enough; a step less is not", () => {
    const enough = days(731);
    expect(degradationYearOnYear(enough, flat(enough)).ratePercentPerYear).toBe(0);
    const short = days(729);
    expect(() => degradationYearOnYear(short, flat(short))).toThrow("two years");
    const months = Float64Array.from({ length: 24 }, (_, month) => Date.UTC(2020, month, 1));
    expect(degradationYearOnYear(months, flat(months)).ratePercentPerYear).toBe(0);
    expect(() => degradationYearOnYear(months.subarray(1), flat(months.subarray(1)))).toThrow(
      "two years",
    );
  });

  test("a series without two numbers a year apart is refused", () => {
    const timesMs = days(800);
    const energy = timesMs.map((_, day) => (day < 300 ? 1 : Number.NaN));
    expect(() => degradationYearOnYear(timesMs, energy)).toThrow("no pair");
  });

  test("blocks keep what belongs together: the interval of noise holds the rate and repeats", () => {
    const timesMs = days(1096);
    const energy = yields(timesMs, -0.7, 0.05);
    const options = { uncertainty: "circular-block", repetitions: 200 } as const;
    const result = degradationYearOnYear(timesMs, energy, options);
    expect(result.lowPercentPerYear).toBeLessThan(-0.7 + 0.4);
    expect(result.highPercentPerYear).toBeGreaterThan(-0.7 - 0.4);
    expect(degradationYearOnYear(timesMs, energy, options)).toEqual(result);
    expect(() => degradationYearOnYear(timesMs, energy, { ...options, blockLength: 400 })).toThrow(
      "third",
    );
    const none = degradationYearOnYear(timesMs, energy, { uncertainty: "none" });
    expect(none.lowPercentPerYear).toBeNaN();
  });
});

describe("the law of a bootstrap's median", () => {
  test.each([9, 10, 75, 100])("is what many resamples of %i values show", (count) => {
    const random = createRandom(count);
    const sample = Float64Array.from({ length: count }, () => random()).toSorted();
    const medians = Float64Array.from({ length: 4000 }, () =>
      median(sample.map(() => sample[Math.floor(random() * count)]!)),
    );
    const low = 0.159;
    const [exact] = bootstrapMedianQuantiles(sample, [low]);
    expect(exact).toBeGreaterThanOrEqual(quantile(medians, low - 0.03));
    expect(exact).toBeLessThanOrEqual(quantile(medians, low + 0.03));
  });

  test("holds for tens of thousands of values without overflow", () => {
    const sample = Float64Array.from({ length: 20_000 }, (_, index) => index);
    const [low = 0, middle = 0, high = 0] = bootstrapMedianQuantiles(sample, [0.159, 0.5, 0.841]);
    expect(middle).toBeCloseTo(9999.5, -1);
    expect(high - middle).toBeCloseTo(Math.sqrt(20_000) / 2, -1);
    expect(middle - low).toBeCloseTo(high - middle, -1);
  });
});

describe("a line", () => {
  test("by least squares gives slope over intercept and an interval around it", () => {
    const timesMs = days(800);
    const exact = degradationOls(
      timesMs,
      timesMs.map((_, day) => 0.9 - (0.018 * day) / 365),
    );
    expect(exact.ratePercentPerYear).toBeCloseTo(-2, 10);
    const noisy = degradationOls(timesMs, yields(timesMs, -2, 0.1));
    expect(noisy.lowPercentPerYear).toBeLessThan(noisy.ratePercentPerYear);
    expect(noisy.highPercentPerYear).toBeGreaterThan(noisy.ratePercentPerYear);
  });

  test("through yearly means does not see the seasons", () => {
    const timesMs = days(1461);
    const result = degradationClassicalDecomposition(timesMs, yields(timesMs, -1, 0));
    expect(result.ratePercentPerYear).toBeCloseTo(-1, 1);
    expect(result.trend).toBe("decreasing");
    expect(result.yearlyMean[0]).toBeNaN();
    const gappy = yields(timesMs, -1, 0);
    gappy[5] = Number.NaN;
    expect(() => degradationClassicalDecomposition(timesMs, gappy)).toThrow("none missing");
  });
});

test("Mann and Kendall see a trend only where there is one", () => {
  const noise = Float64Array.from({ length: 60 }, (_, index) => ((index * 7) % 11) / 11);
  expect(mannKendall(noise)).toBe("no trend");
  expect(mannKendall(noise.map((value, index) => value + index / 20))).toBe("increasing");
  expect(mannKendall(new Float64Array(20))).toBe("no trend");
});
