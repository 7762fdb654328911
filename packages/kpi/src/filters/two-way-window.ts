import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { quantile } from "../statistics/quantile.ts";
import { rollingMedianByTime } from "../statistics/rolling.ts";

/** Window and limit of {@link twoWayWindowFilter}. */
export interface TwoWayWindowFilterOptions extends MaskInto {
  /** Length of each of the two windows [days], both ends included. Default 7. */
  readonly windowDays?: number;
  /** Largest distance from a window's median, as a share of the series' 99 % quantile. Default 0.03. */
  readonly outlierThreshold?: number;
}

/** Distance from the window's median; 0 where there is none, so that such a row is not called an outlier. */
function distance(value: number, center: number): number {
  const away = Math.abs(value - center);
  return away === away ? away : 0;
}

/**
 * Keeps rows close to the median of the days before or of the days after; steps survive, spikes do not.
 *
 * A window with fewer than five values has no median and rejects nothing. For the same reason a `NaN` row is kept
 * (1), as in the reference: it has no distance. Combine with a filter that drops it.
 *
 * @param timesMs - epoch ms, ascending
 * @param values - usually daily normalised energy [1]
 * @returns 1: keep
 * @see RdTools 3.2, `filtering.two_way_window_filter`
 * @example
 * const day = 86_400_000;
 * const timesMs = Float64Array.from({ length: 9 }, (_, index) => index * day);
 * const values = Float64Array.from(timesMs, (_, index) => (index === 4 ? 0.5 : 1));
 * twoWayWindowFilter(timesMs, values)[4]; // 0
 */
export function twoWayWindowFilter(
  timesMs: Float64Array,
  values: Float64Array,
  options: TwoWayWindowFilterOptions = {},
): Mask {
  const { windowDays = 7, outlierThreshold = 0.03 } = options;
  const keep = outMask(options.out, rowsOf(timesMs, values));
  const scale = quantile(values, 0.99);
  const scaled = values.map((value) => value / scale);
  const both = { includesStart: true, minPeriods: 5 };
  const windowMs = windowDays * DAY_MS;
  const before = rollingMedianByTime(timesMs, scaled, { ...both, beforeMs: windowMs, afterMs: 0 });
  const after = rollingMedianByTime(timesMs, scaled, { ...both, beforeMs: 0, afterMs: windowMs });
  for (let row = 0; row < keep.length; row++) {
    const value = scaled[row]!;
    const away = Math.min(distance(value, before[row]!), distance(value, after[row]!));
    keep[row] = away < outlierThreshold ? 1 : 0;
  }
  return keep;
}
