import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { quantile } from "../statistics/quantile.ts";
import { rollingMedianByTime } from "../statistics/rolling.ts";

/** Window and fence of {@link directionalTukeyFilter}. */
export interface DirectionalTukeyFilterOptions extends MaskInto {
  /** Length of each of the two windows [days], both ends included. Default 7. */
  readonly windowDays?: number;
  /** Upper fence in interquartile ranges above the third quartile; the lower one is always 1.5. Default 1.5. */
  readonly k?: number;
}

/** The lower fence stays at 1.5, whatever `k`: so does the reference. */
const LOWER_K = 1.5;

function fences(distances: Float64Array, k: number): { low: number; high: number } {
  const first = quantile(distances, 0.25);
  const third = quantile(distances, 0.75);
  return { low: first - LOWER_K * (third - first), high: third + k * (third - first) };
}

/**
 * Keeps rows whose distance from the median before, or from the median after, lies within Tukey's fences of all such
 * distances.
 *
 * @param timesMs - epoch ms, ascending
 * @param values - usually daily normalised energy [1]
 * @returns 1: keep; `NaN`, and rows with fewer than five values on both sides, are not kept
 * @see RdTools 3.2, `filtering.directional_tukey_filter`
 * @example
 * const day = 86_400_000;
 * const timesMs = Float64Array.from({ length: 20 }, (_, index) => index * day);
 * const values = Float64Array.from(timesMs, (_, index) => (index === 9 ? 0.2 : 1 + 0.001 * (index % 5)));
 * directionalTukeyFilter(timesMs, values)[9]; // 0
 */
export function directionalTukeyFilter(
  timesMs: Float64Array,
  values: Float64Array,
  options: DirectionalTukeyFilterOptions = {},
): Mask {
  const { windowDays = 7, k = 1.5 } = options;
  const both = { includesStart: true, minPeriods: 5 };
  const windowMs = windowDays * DAY_MS;
  const keep = outMask(options.out, rowsOf(timesMs, values));
  const before = rollingMedianByTime(timesMs, values, { ...both, beforeMs: windowMs, afterMs: 0 });
  const after = rollingMedianByTime(timesMs, values, { ...both, beforeMs: 0, afterMs: windowMs });
  for (let row = 0; row < values.length; row++) {
    before[row] = values[row]! - before[row]!;
    after[row] = values[row]! - after[row]!;
  }
  const fenceBefore = fences(before, k);
  const fenceAfter = fences(after, k);
  for (let row = 0; row < keep.length; row++) {
    const past = before[row]!;
    const future = after[row]!;
    const kept =
      (future > fenceAfter.low && future < fenceAfter.high) ||
      (past > fenceBefore.low && past < fenceBefore.high);
    keep[row] = kept ? 1 : 0;
  }
  return keep;
}
