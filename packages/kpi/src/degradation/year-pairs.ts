import { DAY_MS } from "../calendar.ts";
import { addYears } from "./calendar.ts";

/** A year of 365 days, as slopes per year are reckoned. */
export const YEAR_MS: number = 365 * DAY_MS;

/** How much older than a calendar year the left point may be: a week, and a day. */
const TOLERANCE_MS = 8 * DAY_MS;

/** Pairs of rows one (or more) calendar years apart. */
export interface YearPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/**
 * For each row the last one at or before the same day `years` earlier, at most 8 days before it; one merge over both.
 * Rows take part whether or not they hold a number.
 */
function pairYears(
  timesMs: Float64Array,
  years: number,
  offsetMs: number,
  into: { readonly left: number[]; readonly right: number[] },
): void {
  let left = -1;
  let shifted = timesMs.length > 0 ? addYears(timesMs[0]!, years, offsetMs) : Number.NaN;
  let shiftedLeft = Number.NaN;
  for (let right = 0; right < timesMs.length; right++) {
    const at = timesMs[right]!;
    while (left + 1 < timesMs.length && shifted <= at) {
      left++;
      shiftedLeft = shifted;
      if (left + 1 < timesMs.length) shifted = addYears(timesMs[left + 1]!, years, offsetMs);
    }
    if (left >= 0 && at - shiftedLeft <= TOLERANCE_MS) {
      into.left.push(left);
      into.right.push(right);
    }
  }
}

/** All pairs one calendar year apart; with `allLags` those two, three … years apart as well. */
export function yearPairs(timesMs: Float64Array, allLags: boolean, offsetMs: number): YearPairs {
  const found = { left: [] as number[], right: [] as number[] };
  const spanMs = timesMs[timesMs.length - 1]! - timesMs[0]!;
  const lags = allLags ? Math.floor(Math.floor(spanMs / DAY_MS) / 365) : 1;
  for (let years = 1; years <= lags; years++) pairYears(timesMs, years, offsetMs, found);
  return { left: Int32Array.from(found.left), right: Int32Array.from(found.right) };
}

/** Slope of each pair [% per year of 365 days]; `NaN` where a value is missing. */
export function pairSlopes(
  timesMs: Float64Array,
  values: Float64Array,
  pairs: YearPairs,
  out: Float64Array = new Float64Array(pairs.left.length),
): Float64Array {
  for (let index = 0; index < out.length; index++) {
    const left = pairs.left[index]!;
    const right = pairs.right[index]!;
    const years = (timesMs[right]! - timesMs[left]!) / YEAR_MS;
    out[index] = (100 * (values[right]! - values[left]!)) / years;
  }
  return out;
}
