import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { MINUTE_MS } from "../local-days.ts";
import { medianInPlace, withoutMissing } from "../statistics/quantile.ts";
import { createRandom } from "../statistics/random.ts";
import { robustMedian } from "../statistics/robust.ts";
import { blockBootstrapRates, sampleQuantiles } from "./block-bootstrap.ts";
import { addYears, regularityOf, stepBack } from "./calendar.ts";
import { bootstrapMedianQuantiles } from "./median-bootstrap.ts";
import type { YearOnYearOptions, YearOnYearResult } from "./year-on-year-types.ts";
import { pairSlopes, yearPairs, type YearPairs } from "./year-pairs.ts";

interface Series {
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
}

function inOrder(timesMs: Float64Array, values: Float64Array): Series {
  const isSorted = timesMs.every((time, row) => row === 0 || time >= timesMs[row - 1]!);
  if (isSorted) return { timesMs, values };
  const order = Array.from(timesMs.keys()).toSorted((a, b) => timesMs[a]! - timesMs[b]!);
  return {
    timesMs: Float64Array.from(order, (row) => timesMs[row]!),
    values: Float64Array.from(order, (row) => values[row]!),
  };
}

function requireTwoYears(timesMs: Float64Array, offsetMs: number): void {
  const first = timesMs[0]!;
  const needed = stepBack(
    addYears(first, 2, offsetMs),
    regularityOf(timesMs, offsetMs),
    first,
    offsetMs,
  );
  if (!(timesMs[timesMs.length - 1]! >= needed)) {
    throw new RangeError("year-on-year needs two years of rows, less one step");
  }
}

function firstYearMedian({ timesMs, values }: Series): number {
  const end = timesMs[0]! + 364 * DAY_MS;
  return robustMedian(values.filter((_, row) => timesMs[row]! <= end));
}

function validPairs(pairs: YearPairs, slopes: Float64Array): YearPairs {
  const isNumber = (_: number, index: number): boolean => !Number.isNaN(slopes[index]);
  return { left: pairs.left.filter(isNumber), right: pairs.right.filter(isNumber) };
}

function usageOf(pairs: YearPairs, rows: number): Int32Array {
  const usage = new Int32Array(rows);
  for (const row of pairs.left) usage[row] = usage[row]! + 1;
  for (const row of pairs.right) usage[row] = usage[row]! + 1;
  return usage;
}

function blockQuantiles(
  series: Series,
  pairs: YearPairs,
  ratePercentPerYear: number,
  options: YearOnYearOptions,
  probabilities: readonly number[],
): number[] {
  const { blockLength = 30, repetitions = 1000, random = createRandom() } = options;
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  if (regularityOf(series.timesMs, offsetMs).kind === "irregular") {
    throw new RangeError("a circular block bootstrap needs rows at equal steps");
  }
  if (blockLength > series.timesMs.length / 3) {
    throw new RangeError("blocks must be shorter than a third of the series");
  }
  const input = { ...series, pairs, ratePercentPerYear, blockLength, repetitions, random };
  return sampleQuantiles(blockBootstrapRates(input), probabilities);
}

/**
 * Degradation by year-on-year pairs: each row is compared with the last one at or before the same day a year earlier
 * (at most 8 days before it); the rate is the median of all slopes. Seasons cancel, outliers weigh little.
 *
 * The interval is that of a bootstrap of the median, taken from its exact law: the limit of ever more resamples,
 * without their noise and without their time.
 *
 * @param timesMs - epoch ms; sorted here when they are not
 * @param energyNormalized - daily, weekly or monthly normalised energy [1]; leave missing rows in as `NaN`, pairing
 *   needs them
 * @throws RangeError when there are less than two years of rows, or no pair holds two numbers
 * @see E. Hasselbrink et al., IEEE PVSC 39, 2013, doi:10.1109/PVSC.2013.6744913; D. C. Jordan et al., Prog. Photovolt.
 *   26(3), 2018, doi:10.1002/pip.2835; RdTools 3.2, `degradation.degradation_year_on_year`
 * @example
 * const timesMs = Float64Array.from({ length: 1096 }, (_, day) => Date.UTC(2020, 0, 1 + day));
 * const energy = timesMs.map((_, day) => 1 - (0.005 * day) / 365);
 * degradationYearOnYear(timesMs, energy, { recenter: false }).ratePercentPerYear; // −0.5
 */
export function degradationYearOnYear(
  timesMs: Float64Array,
  energyNormalized: Float64Array,
  options: YearOnYearOptions = {},
): YearOnYearResult {
  const { recenter = true, uncertainty = "exact", multiYear = false } = options;
  const { exceedanceProbability = 95, confidenceLevel = 68.2 } = options;
  rowsOf(timesMs, energyNormalized);
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  const given = inOrder(timesMs, energyNormalized);
  requireTwoYears(given.timesMs, offsetMs);
  const renormalizingFactor = recenter ? firstYearMedian(given) : 1;
  const series = {
    timesMs: given.timesMs,
    values: given.values.map((value) => value / renormalizingFactor),
  };
  const candidates = yearPairs(series.timesMs, multiYear, offsetMs);
  const allSlopes = pairSlopes(series.timesMs, series.values, candidates);
  const pairs = validPairs(candidates, allSlopes);
  const slopes = withoutMissing(allSlopes);
  if (slopes.length === 0) throw new RangeError("no pair of rows a year apart holds two numbers");
  const ratePercentPerYear = medianInPlace(slopes.slice());
  const half = confidenceLevel / 200;
  const probabilities = [0.5 - half, 0.5 + half, 1 - exceedanceProbability / 100];
  let quantiles = [Number.NaN, Number.NaN, Number.NaN];
  if (uncertainty === "exact") {
    quantiles = bootstrapMedianQuantiles(slopes.toSorted(), probabilities);
  } else if (uncertainty === "circular-block") {
    quantiles = blockQuantiles(series, candidates, ratePercentPerYear, options, probabilities);
  }
  return {
    ratePercentPerYear,
    lowPercentPerYear: quantiles[0]!,
    highPercentPerYear: quantiles[1]!,
    exceedancePercentPerYear: quantiles[2]!,
    renormalizingFactor,
    slopesPercentPerYear: slopes,
    rightTimes: Float64Array.from(pairs.right, (row) => series.timesMs[row]!),
    leftTimes: Float64Array.from(pairs.left, (row) => series.timesMs[row]!),
    usage: usageOf(pairs, series.timesMs.length),
  };
}
