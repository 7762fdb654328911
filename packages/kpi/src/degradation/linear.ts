import { rowsOf } from "../column.ts";
import { MINUTE_MS, type LocalDays } from "../local-days.ts";
import { regularityOf } from "./calendar.ts";
import { fitLine, slopeShareQuantile, type LineFit } from "./line-fit.ts";
import { mannKendall, type MannKendallTrend } from "./mann-kendall.ts";
import { YEAR_MS } from "./year-pairs.ts";

/** Options of the degradation methods that fit a line. */
export interface LinearDegradationOptions extends LocalDays {
  /** Size of the interval [%]. Default 68.2. */
  readonly confidenceLevel?: number;
}

/** A trend that is a straight line. */
export interface LinearDegradation extends LineFit {
  /** Slope over intercept [% per year of 365 days]. */
  readonly ratePercentPerYear: number;
  readonly lowPercentPerYear: number;
  readonly highPercentPerYear: number;
}

/** Years of 365 days since the first row. */
function yearsOf(timesMs: Float64Array): Float64Array {
  const first = timesMs[0]!;
  return timesMs.map((time) => (time - first) / YEAR_MS);
}

function degradationOf(fit: LineFit, confidenceLevel: number = 68.2): LinearDegradation {
  const half = confidenceLevel / 200;
  return {
    ...fit,
    ratePercentPerYear: (100 * fit.slope) / fit.intercept,
    lowPercentPerYear: 100 * slopeShareQuantile(fit, 0.5 - half),
    highPercentPerYear: 100 * slopeShareQuantile(fit, 0.5 + half),
  };
}

/**
 * Degradation by an ordinary least squares line; seasons and outliers bend it.
 *
 * @param timesMs - epoch ms, ascending
 * @param energyNormalized - daily, weekly or monthly normalised energy [1]; `NaN` is left out
 * @returns rate relative to the line's start, with the exact interval of slope over intercept
 * @see RdTools 3.2, `degradation.degradation_ols`
 * @example
 * const timesMs = Float64Array.from({ length: 731 }, (_, day) => day * 86_400_000);
 * degradationOls(timesMs, timesMs.map((_, day) => 1 - (0.01 * day) / 365)).ratePercentPerYear; // −1
 */
export function degradationOls(
  timesMs: Float64Array,
  energyNormalized: Float64Array,
  options: LinearDegradationOptions = {},
): LinearDegradation {
  rowsOf(timesMs, energyNormalized);
  return degradationOf(fitLine(yearsOf(timesMs), energyNormalized), options.confidenceLevel);
}

/** Result of {@link degradationClassicalDecomposition}. */
export interface ClassicalDegradation extends LinearDegradation {
  /** Centred mean of 365 days; `NaN` in the first and the last half year. */
  readonly yearlyMean: Float64Array;
  /** Mann-Kendall test of the yearly mean at 5 %. */
  readonly trend: MannKendallTrend;
}

/** Mean of the rows less than half a year away (and of one exactly half a year later). */
function yearlyMeans(timesMs: Float64Array, values: Float64Array): Float64Array {
  const years = yearsOf(timesMs);
  const last = years.at(-1)!;
  const means = new Float64Array(values.length).fill(Number.NaN);
  const sums = new Float64Array(values.length + 1);
  for (let row = 0; row < values.length; row++) {
    sums[row + 1] = sums[row]! + values[row]!;
  }
  let start = 0;
  let end = 0;
  for (let row = 0; row < values.length; row++) {
    const at = timesMs[row]!;
    while (end < timesMs.length && timesMs[end]! <= at + YEAR_MS / 2) end++;
    while (timesMs[start]! <= at - YEAR_MS / 2) start++;
    const year = years[row]!;
    if (year < 0.5 || year > last - 0.5) continue;
    means[row] = (sums[end]! - sums[start]!) / (end - start);
  }
  return means;
}

/**
 * Degradation by classical decomposition: a centred yearly mean takes the seasons out, a line is fitted to it.
 *
 * @param timesMs - epoch ms, ascending, at equal steps or once a month
 * @param energyNormalized - normalised energy [1]; none may be missing
 * @throws RangeError when a row is missing or steps differ
 * @see RdTools 3.2, `degradation.degradation_classical_decomposition`
 * @example
 * const timesMs = Float64Array.from({ length: 1096 }, (_, day) => day * 86_400_000);
 * degradationClassicalDecomposition(timesMs, timesMs.map((_, day) => 1 - (0.01 * day) / 365)).trend; // "decreasing"
 */
export function degradationClassicalDecomposition(
  timesMs: Float64Array,
  energyNormalized: Float64Array,
  options: LinearDegradationOptions = {},
): ClassicalDegradation {
  rowsOf(timesMs, energyNormalized);
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  const isIrregular = regularityOf(timesMs, offsetMs).kind === "irregular";
  if (isIrregular || energyNormalized.some(Number.isNaN)) {
    throw new RangeError("classical decomposition needs rows at equal steps, none missing");
  }
  const yearlyMean = yearlyMeans(timesMs, energyNormalized);
  const fit = degradationOf(fitLine(yearsOf(timesMs), yearlyMean), options.confidenceLevel);
  return { ...fit, yearlyMean, trend: mannKendall(yearlyMean) };
}
