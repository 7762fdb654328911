import { dayOfYearOf, isLeapYear, yearOf } from "../calendar.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

/** Middles of December before, the twelve months, and January after, in days of the year. */
function monthMiddles(isLeap: boolean): Float64Array {
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const middles = new Float64Array(14);
  middles[0] = -31 / 2;
  let end = 0;
  for (const [month, length] of lengths.entries()) {
    end += length;
    middles[month + 1] = end - length / 2;
  }
  middles[13] = end + 31 / 2;
  return middles;
}

/** Straight line between month middles, at a day of the year. */
function between(day: number, middles: Float64Array, values: Float64Array): number {
  let at = 1;
  while (at < 13 && day > middles[at]!) at++;
  const share = (day - middles[at - 1]!) / (middles[at]! - middles[at - 1]!);
  return values[at - 1]! + (values[at]! - values[at - 1]!) * share;
}

/**
 * Linke turbidity of a day from twelve monthly values, on straight lines between the middles of the months.
 *
 * December and January are joined; leap years have their own middles. Some 2 is very clear, 3 usual, 5 hazy.
 *
 * @param timeMs - instant, or column of instants [epoch ms]; the day is the UTC day
 * @param monthly - twelve values, January first
 * @returns Linke turbidity; `NaN` for `NaN`
 * @throws RangeError when `monthly` has not twelve values
 * @see J. Remund et al., "Worldwide Linke turbidity information", ISES Solar World Congress, Göteborg, 2003
 * @example
 * const monthly = [2.2, 2.4, 2.7, 3, 3.1, 3.3, 3.4, 3.3, 3, 2.6, 2.3, 2.1];
 * linkeTurbidity(Date.UTC(2019, 0, 1), monthly); // 2.1532…
 */
export function linkeTurbidity(timeMs: number, monthly: readonly number[]): number;
export function linkeTurbidity(
  timeMs: Float64Array,
  monthly: readonly number[],
  options?: Into,
): Float64Array;
export function linkeTurbidity(
  timeMs: NumberOrColumn,
  monthly: readonly number[],
  options: Into = {},
): NumberOrColumn {
  if (monthly.length !== 12) {
    throw new RangeError(`${monthly.length} monthly turbidities: give twelve, January first`);
  }
  const values = Float64Array.of(monthly[11]!, ...monthly, monthly[0]!);
  const [common, leap] = [monthMiddles(false), monthMiddles(true)];
  return mapColumn(timeMs, options.out, (time) =>
    between(dayOfYearOf(time), isLeapYear(yearOf(time)) ? leap : common, values),
  );
}
