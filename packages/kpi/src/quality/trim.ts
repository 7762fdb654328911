import { DAY_MS } from "../calendar.ts";
import { dayRuns, MINUTE_MS, type LocalDays } from "../local-days.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { complete } from "./completeness.ts";

/** Options of {@link startStopDates}. */
export interface StartStopOptions extends LocalDays {
  /** Consecutive good days that begin, and end, the data. Default 10. */
  readonly days?: number;
}

/** Local midnights of the first and of the last day of the data, epoch ms. */
export interface StartStop {
  readonly startAt: number;
  readonly stopAt: number;
}

/**
 * First and last day of the data without the bad days before and after: the data begin, and end, with a run of days
 * whose rows are all good. A day without rows is not good.
 *
 * @param timesMs - epoch ms, ascending
 * @param good - 1: good
 * @returns `undefined` without such a run
 * @see PVAnalytics 0.2.3, `quality.gaps.start_stop_dates`
 * @example
 * const timesMs = Float64Array.from({ length: 12 }, (_, day) => day * 86_400_000);
 * startStopDates(timesMs, Uint8Array.from(timesMs, (_, day) => (day > 0 ? 1 : 0)))?.startAt; // 86400000
 */
export function startStopDates(
  timesMs: Float64Array,
  good: Mask,
  options: StartStopOptions = {},
): StartStop | undefined {
  const { days = 10, utcOffsetMinutes = 0 } = options;
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const runs = dayRuns(timesMs, offsetMs);
  let run = 0;
  let start = Number.NaN;
  let stop = Number.NaN;
  for (const [index, day] of runs.days.entries()) {
    const isGood = good.subarray(runs.bounds[index], runs.bounds[index + 1]).every((flag) => flag);
    const follows = day - 1 === runs.days[index - 1];
    run = isGood ? (follows ? run : 0) + 1 : 0;
    if (run < days) continue;
    if (Number.isNaN(start)) start = day - days + 1;
    stop = day;
  }
  if (Number.isNaN(start)) return undefined;
  return { startAt: start * DAY_MS - offsetMs, stopAt: stop * DAY_MS - offsetMs };
}

/** Options of {@link trim}. */
export interface TrimOptions extends StartStopOptions, MaskInto {
  /** Flag the whole last good day. Default false: it is flagged at its midnight only, as the reference does. */
  readonly wholeLastDay?: boolean;
}

/**
 * Flags the rows between the first and the last run of good days; see {@link startStopDates}.
 *
 * @param timesMs - epoch ms, ascending
 * @param good - 1: good
 * @returns 1: within
 * @see PVAnalytics 0.2.3, `quality.gaps.trim`
 * @example
 * const timesMs = Float64Array.from({ length: 4 }, (_, day) => day * 86_400_000);
 * trim(timesMs, Uint8Array.of(0, 1, 1, 0), { days: 2 }); // Uint8Array [0, 1, 1, 0]
 */
export function trim(timesMs: Float64Array, good: Mask, options: TrimOptions = {}): Mask {
  const found = startStopDates(timesMs, good, options);
  const within = outMask(options.out, timesMs.length).fill(0);
  if (!found) return within;
  const end = found.stopAt + (options.wholeLastDay === true ? DAY_MS - 1 : 0);
  for (let row = 0; row < within.length; row++) {
    const at = timesMs[row]!;
    within[row] = at >= found.startAt && at <= end ? 1 : 0;
  }
  return within;
}

/** Options of {@link trimIncomplete}. */
export interface TrimIncompleteOptions extends TrimOptions {
  /** Least score of a day, inclusive, 0 to 1. Default 0.333333. */
  readonly minimumCompleteness?: number;
}

/**
 * Flags the rows between the first and the last run of complete days: {@link complete}, then {@link trim}.
 *
 * @param timesMs - epoch ms, ascending
 * @param values - any unit; `NaN` is missing
 * @returns 1: within
 * @see PVAnalytics 0.2.3, `quality.gaps.trim_incomplete`
 * @example
 * const timesMs = Float64Array.from({ length: 480 }, (_, hour) => hour * 3_600_000);
 * trimIncomplete(timesMs, timesMs)[0]; // 1
 */
export function trimIncomplete(
  timesMs: Float64Array,
  values: Float64Array,
  options: TrimIncompleteOptions = {},
): Mask {
  const { minimumCompleteness = 0.333333 } = options;
  return trim(timesMs, complete(timesMs, values, { ...options, minimumCompleteness }), options);
}
