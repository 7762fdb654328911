import type { DayRuns } from "../local-days.ts";

/** Standard deviation over mean below which a day counts as frozen. */
const FROZEN = 0.1;

function isFrozen(
  values: Float64Array,
  timesMs: Float64Array,
  start: number,
  end: number,
): boolean {
  let count = 0;
  let sum = 0;
  for (let row = start; row < end; row++) {
    const value = values[row]!;
    if (value !== value || (row > start && timesMs[row] === timesMs[row - 1])) continue;
    sum += value;
    count++;
  }
  const mean = sum / count;
  let squares = 0;
  for (let row = start; row < end; row++) {
    const value = values[row]!;
    if (value !== value || (row > start && timesMs[row] === timesMs[row - 1])) continue;
    squares += (value - mean) ** 2;
  }
  return Math.sqrt(squares / (count - 1)) / mean < FROZEN;
}

/** A copy in which days that hardly vary (a frozen logger, not a clipped plant) are `NaN`. */
export function withoutFrozenDays(
  timesMs: Float64Array,
  values: Float64Array,
  { bounds }: DayRuns,
): Float64Array {
  const cleaned = values.slice();
  for (let day = 0; day + 1 < bounds.length; day++) {
    const start = bounds[day]!;
    const end = bounds[day + 1]!;
    if (isFrozen(values, timesMs, start, end)) cleaned.fill(Number.NaN, start, end);
  }
  return cleaned;
}

/** Makes what lies below a tenth of its day's maximum `NaN`, in place. */
export function dropLowRows(values: Float64Array, { bounds }: DayRuns): void {
  for (let day = 0; day + 1 < bounds.length; day++) {
    const start = bounds[day]!;
    const end = bounds[day + 1]!;
    let highest = Number.NaN;
    for (let row = start; row < end; row++) {
      const value = values[row]!;
      if (!(value <= highest) && value === value) highest = value;
    }
    const limit = 0.1 * highest;
    for (let row = start; row < end; row++) {
      if (values[row]! < limit) values[row] = Number.NaN;
    }
  }
}
