import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom, median, quantile, robustQuantile } from "../../src/statistics/index.ts";
import { binomialAtLeast } from "../../src/statistics/binomial.ts";
import { normalQuantile } from "../../src/statistics/normal.ts";
import { rollingMedianByRows, rollingMedianByTime } from "../../src/statistics/rolling.ts";
import { theilSen } from "../../src/statistics/theil-sen.ts";

const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const withGaps = fc.array(fc.oneof({ weight: 5, arbitrary: number }, fc.constant(Number.NaN)));
const someNumbers = withGaps.filter((values) => values.some((value) => !Number.isNaN(value)));

describe("quantile", () => {
  test("takes the line between neighbours in the sorted numbers, whatever the order and the gaps", () => {
    fc.assert(
      fc.property(
        someNumbers,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, probability) => {
          const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
          const actual = quantile(Float64Array.from(values), probability);
          const position = probability * (sorted.length - 1);
          const low = sorted[Math.floor(position)] ?? Number.NaN;
          const high = sorted[Math.ceil(position)] ?? Number.NaN;
          expect(actual).toBeCloseTo(low + (high - low) * (position % 1), 6);
        },
      ),
    );
  });

  test("leaves the given column as it is", () => {
    const values = Float64Array.of(3, 1, 2);
    quantile(values, 0.5);
    expect([...values]).toEqual([3, 1, 2]);
  });
});

test("the median is the quantile of one half, and missing without numbers", () => {
  fc.assert(
    fc.property(someNumbers, (values) => {
      const column = Float64Array.from(values);
      expect(median(column)).toBeCloseTo(quantile(column, 0.5), 6);
    }),
  );
  expect(median(Float64Array.of(Number.NaN))).toBeNaN();
});

test("nights do not move a robust quantile", () => {
  const day = [400, 700, 900, 1000];
  const withNights = Float64Array.from([...day, 0, 0, 0, Number.NaN, 0.1]);
  expect(robustQuantile(withNights, 0.98)).toBe(quantile(Float64Array.from(day), 0.98));
});

describe("rolling medians", () => {
  test("agree with sorting each window", () => {
    fc.assert(
      fc.property(withGaps, fc.integer({ min: 1, max: 9 }), (values, window) => {
        const column = Float64Array.from(values);
        const rolled = rollingMedianByRows(column, window);
        for (const row of column.keys()) {
          const end = row + ((window - 1) >> 1) + 1;
          const held = column.slice(Math.max(end - window, 0), end);
          const isFull = end - window >= 0 && end <= column.length && !held.some(Number.isNaN);
          expect(rolled[row]).toBe(isFull ? median(held) : Number.NaN);
        }
      }),
    );
  });

  test("by time include the end, and the start only when told to", () => {
    const times = Float64Array.of(0, 1, 2, 3);
    const values = Float64Array.of(1, 2, 3, 4);
    const window = { beforeMs: 2, afterMs: 0, minPeriods: 1 };
    expect([...rollingMedianByTime(times, values, { ...window, includesStart: true })]).toEqual([
      1, 1.5, 2, 3,
    ]);
    expect([...rollingMedianByTime(times, values, { ...window, includesStart: false })]).toEqual([
      1, 1.5, 2.5, 3.5,
    ]);
  });
});

test("the normal quantile has the digits of the tables", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(0.75)).toBeCloseTo(0.6744897501960817, 15);
  expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
});

test("a binomial tail is the sum of its terms", () => {
  // 5 or more of 10 fair coins: 638 of 1024.
  expect(binomialAtLeast(10, 5, 0.5)).toBeCloseTo(638 / 1024, 12);
  expect(binomialAtLeast(10, 1, 0.01)).toBeCloseTo(1 - 0.99 ** 10, 12);
  expect(binomialAtLeast(3, 3, 1)).toBe(1);
});

test("Theil-Sen finds a line through outliers and turns with the data", () => {
  const x = Float64Array.from({ length: 30 }, (_, index) => index);
  const y = x.map((value) => (value === 7 ? 50 : 2 - 0.5 * value));
  const line = theilSen(x, y);
  expect(line.slope).toBeCloseTo(-0.5, 12);
  expect(line.intercept).toBeCloseTo(2, 12);
  const turned = theilSen(
    x,
    y.map((value) => -value),
  );
  expect(turned.slopeLow).toBeCloseTo(-line.slopeHigh, 12);
});

test("the generator repeats itself by its seed and fills the unit interval", () => {
  const draws = Array.from({ length: 1000 }, createRandom(5));
  expect(draws).toEqual(Array.from({ length: 1000 }, createRandom(5)));
  expect(draws).not.toEqual(Array.from({ length: 1000 }, createRandom(6)));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  expect(mean).toBeCloseTo(0.5, 1);
  expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
});
