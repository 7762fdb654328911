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
function yearsOf(times: Float64Array): Float64Array {
  const first = times[0] as number;
  return times.map((time) => (time - first) / YEAR_MS);
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
 * @param times - epoch ms, ascending
 * @param energyNormalized - daily, weekly or monthly normalised energy [1]; `NaN` is left out
 * @returns rate relative to the line's start, with the exact interval of slope over intercept
 * @see RdTools 3.2, `degradation.degradation_ols`
 * @example
 * const times = Float64Array.from({ length: 731 }, (_, day) => day * 86_400_000);
 * degradationOls(times, times.map((_, day) => 1 - (0.01 * day) / 365)).ratePercentPerYear; // −1
 */
export function degradationOls(
  times: Float64Array,
  energyNormalized: Float64Array,
  options: LinearDegradationOptions = {},
): LinearDegradation {
  rowsOf(times, energyNormalized);
  return degradationOf(fitLine(yearsOf(times), energyNormalized), options.confidenceLevel);
}

/** Result of {@link degradationClassicalDecomposition}. */
export interface ClassicalDegradation extends LinearDegradation {
  /** Centred mean of 365 days; `NaN` in the first and the last half year. */
  readonly yearlyMean: Float64Array;
  /** Mann-Kendall test of the yearly mean at 5 %. */
  readonly trend: MannKendallTrend;
}

/** Mean of the rows less than half a year away (and of one exactly half a year later). */
function yearlyMeans(times: Float64Array, values: Float64Array): Float64Array {
  const years = yearsOf(times);
  const last = years.at(-1) as number;
  const means = new Float64Array(values.length).fill(Number.NaN);
  const sums = new Float64Array(values.length + 1);
  for (let row = 0; row < values.length; row++) {
    sums[row + 1] = (sums[row] as number) + (values[row] as number);
  }
  let start = 0;
  let end = 0;
  for (let row = 0; row < values.length; row++) {
    const at = times[row] as number;
    while (end < times.length && (times[end] as number) <= at + YEAR_MS / 2) end++;
    while ((times[start] as number) <= at - YEAR_MS / 2) start++;
    const year = years[row] as number;
    if (year < 0.5 || year > last - 0.5) continue;
    means[row] = ((sums[end] as number) - (sums[start] as number)) / (end - start);
  }
  return means;
}

/**
 * Degradation by classical decomposition: a centred yearly mean takes the seasons out, a line is fitted to it.
 *
 * @param times - epoch ms, ascending, at equal steps or once a month
 * @param energyNormalized - normalised energy [1]; none may be missing
 * @throws RangeError when a row is missing or steps differ
 * @see RdTools 3.2, `degradation.degradation_classical_decomposition`
 * @example
 * const times = Float64Array.from({ length: 1096 }, (_, day) => day * 86_400_000);
 * degradationClassicalDecomposition(times, times.map((_, day) => 1 - (0.01 * day) / 365)).trend; // "decreasing"
 */
export function degradationClassicalDecomposition(
  times: Float64Array,
  energyNormalized: Float64Array,
  options: LinearDegradationOptions = {},
): ClassicalDegradation {
  rowsOf(times, energyNormalized);
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  const isIrregular = regularityOf(times, offsetMs).kind === "irregular";
  if (isIrregular || energyNormalized.some(Number.isNaN)) {
    throw new RangeError("classical decomposition needs rows at equal steps, none missing");
  }
  const yearlyMean = yearlyMeans(times, energyNormalized);
  const fit = degradationOf(fitLine(yearsOf(times), yearlyMean), options.confidenceLevel);
  return { ...fit, yearlyMean, trend: mannKendall(yearlyMean) };
}
