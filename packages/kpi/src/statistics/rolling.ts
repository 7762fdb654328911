import { createSortedWindow } from "./sorted-window.ts";

/** Which rows around a row belong to its window. */
export interface TimeWindow {
  readonly beforeMs: number;
  readonly afterMs: number;
  /** Whether a row exactly `beforeMs` earlier belongs to it. */
  readonly includesStart: boolean;
  /** Fewer numbers than this give `NaN`. */
  readonly minPeriods: number;
}

/** Median over a window in time around each row; `timesMs` ascend; `NaN` rows are left out of every window. */
export function rollingMedianByTime(
  timesMs: Float64Array,
  values: Float64Array,
  window: TimeWindow,
): Float64Array {
  const medians = new Float64Array(values.length);
  const held = createSortedWindow();
  let start = 0;
  let end = 0;
  for (let row = 0; row < values.length; row++) {
    const at = timesMs[row]!;
    for (; end < values.length && timesMs[end]! <= at + window.afterMs; end++) {
      const value = values[end]!;
      if (value === value) held.add(value);
    }
    const from = at - window.beforeMs;
    for (; start < end; start++) {
      const time = timesMs[start]!;
      if (time > from || (time === from && window.includesStart)) break;
      const value = values[start]!;
      if (value === value) held.remove(value);
    }
    medians[row] = held.size >= window.minPeriods ? held.median() : Number.NaN;
  }
  return medians;
}

/**
 * Median of `window` rows around each row, of which one more lies before it when `window` is even; `NaN` where fewer
 * than `minPeriods` of them are numbers.
 */
export function rollingMedianByRows(
  values: Float64Array,
  window: number,
  minPeriods: number = window,
): Float64Array {
  const medians = new Float64Array(values.length);
  const held = createSortedWindow();
  const after = (window - 1) >> 1;
  for (let next = 0; next < values.length + after; next++) {
    const entering = values[next] ?? Number.NaN;
    if (entering === entering) held.add(entering);
    const leaving = values[next - window] ?? Number.NaN;
    if (leaving === leaving) held.remove(leaving);
    if (next >= after) {
      medians[next - after] = held.size >= minPeriods ? held.median() : Number.NaN;
    }
  }
  return medians;
}
