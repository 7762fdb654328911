import { DAY_MS } from "../local-days.ts";
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
export function pairYears(
  times: Float64Array,
  years: number,
  offsetMs: number,
  into: { readonly left: number[]; readonly right: number[] },
): void {
  let left = -1;
  let shifted = times.length > 0 ? addYears(times[0] as number, years, offsetMs) : Number.NaN;
  let shiftedLeft = Number.NaN;
  for (let right = 0; right < times.length; right++) {
    const at = times[right] as number;
    while (left + 1 < times.length && shifted <= at) {
      left++;
      shiftedLeft = shifted;
      if (left + 1 < times.length) shifted = addYears(times[left + 1] as number, years, offsetMs);
    }
    if (left >= 0 && at - shiftedLeft <= TOLERANCE_MS) {
      into.left.push(left);
      into.right.push(right);
    }
  }
}

/** All pairs one calendar year apart; with `allLags` those two, three … years apart as well. */
export function yearPairs(times: Float64Array, allLags: boolean, offsetMs: number): YearPairs {
  const found = { left: [] as number[], right: [] as number[] };
  const spanMs = (times[times.length - 1] as number) - (times[0] as number);
  const lags = allLags ? Math.floor(Math.floor(spanMs / DAY_MS) / 365) : 1;
  for (let years = 1; years <= lags; years++) pairYears(times, years, offsetMs, found);
  return { left: Int32Array.from(found.left), right: Int32Array.from(found.right) };
}

/** Slope of each pair [% per year of 365 days]; `NaN` where a value is missing. */
export function pairSlopes(
  times: Float64Array,
  values: Float64Array,
  pairs: YearPairs,
  out: Float64Array = new Float64Array(pairs.left.length),
): Float64Array {
  for (let index = 0; index < out.length; index++) {
    const left = pairs.left[index] as number;
    const right = pairs.right[index] as number;
    const years = ((times[right] as number) - (times[left] as number)) / YEAR_MS;
    out[index] = (100 * ((values[right] as number) - (values[left] as number))) / years;
  }
  return out;
}
