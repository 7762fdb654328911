import { DAY_MS } from "../calendar.ts";
import { MINUTE_MS } from "../local-days.ts";
import { medianInPlace } from "../statistics/quantile.ts";

/** Rows at equal steps. */
export interface RegularGrid {
  readonly startAt: number;
  readonly stepMs: number;
  readonly values: Float64Array;
}

/** The instants of a grid. */
export function gridTimes({ startAt, stepMs, values }: RegularGrid): Float64Array {
  return values.map((_, row) => startAt + row * stepMs);
}

/** Twice the median step between the rows with a number, in which no line is drawn any more [ms]. */
function longestGapMs(timesMs: Float64Array, values: Float64Array): number {
  const gaps = new Float64Array(timesMs.length);
  let count = 0;
  let previous = Number.NaN;
  for (let row = 0; row < timesMs.length; row++) {
    if (Number.isNaN(values[row])) continue;
    const at = timesMs[row]!;
    if (previous === previous) gaps[count++] = at - previous;
    previous = at;
  }
  return 2 * medianInPlace(gaps.subarray(0, count));
}

/**
 * Values on a grid that begins with the first row: measured ones where a row lies on it, a line between neighbours no
 * further apart than twice the usual step, `NaN` elsewhere. Of rows with equal timesMs the first counts.
 */
export function interpolateToGrid(
  timesMs: Float64Array,
  values: Float64Array,
  stepMs: number,
): RegularGrid {
  const startAt = timesMs[0]!;
  const rows = Math.floor((timesMs[timesMs.length - 1]! - startAt) / stepMs) + 1;
  const maxGapMs = longestGapMs(timesMs, values);
  const grid = new Float64Array(rows).fill(Number.NaN);
  let left = -1;
  let right = 0;
  const seek = (): void => {
    while (right < timesMs.length && Number.isNaN(values[right])) right++;
  };
  seek();
  for (let row = 0; row < rows; row++) {
    const at = startAt + row * stepMs;
    while (right < timesMs.length && timesMs[right]! <= at) {
      if (left < 0 || timesMs[right]! > timesMs[left]!) left = right;
      right++;
      seek();
    }
    if (left < 0) continue;
    const from = timesMs[left]!;
    const value = values[left]!;
    if (from === at) grid[row] = value;
    else if (right < timesMs.length && timesMs[right]! - from <= maxGapMs) {
      const slope = (values[right]! - value) / (timesMs[right]! - from);
      grid[row] = slope * (at - from) + value;
    }
  }
  return { startAt, stepMs, values: grid };
}

/** How the numbers of a bin become one. */
export type Reduce = (numbers: Float64Array) => number;

export const reduceToMedian: Reduce = medianInPlace;

export const reduceToMean: Reduce = (numbers) => {
  let sum = 0;
  for (const number of numbers) sum += number;
  return numbers.length > 0 ? sum / numbers.length : Number.NaN;
};

/** Bins of `binMinutes` from local midnight of the first day, closed left and labelled left; empty ones are `NaN`. */
export function resampleToGrid(
  timesMs: Float64Array,
  values: Float64Array,
  binMinutes: number,
  offsetMs: number,
  reduce: Reduce,
): RegularGrid {
  const stepMs = binMinutes * MINUTE_MS;
  const midnight = Math.floor((timesMs[0]! + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
  const first = Math.floor((timesMs[0]! - midnight) / stepMs);
  const last = Math.floor((timesMs[timesMs.length - 1]! - midnight) / stepMs);
  const grid = new Float64Array(last - first + 1).fill(Number.NaN);
  const held = new Float64Array(timesMs.length);
  let row = 0;
  for (let bin = first; bin <= last; bin++) {
    const end = midnight + (bin + 1) * stepMs;
    let count = 0;
    let previous = Number.NaN;
    for (; row < timesMs.length && timesMs[row]! < end; row++) {
      const at = timesMs[row]!;
      const value = values[row]!;
      if (value === value && at !== previous) held[count++] = value;
      previous = at;
    }
    if (count > 0) grid[bin - first] = reduce(held.subarray(0, count));
  }
  return { startAt: midnight + first * stepMs, stepMs, values: grid };
}
