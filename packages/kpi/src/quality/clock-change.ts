import { DAY_MS } from "../calendar.ts";
import { localDay, localMinute, MINUTE_MS, type LocalDays } from "../local-days.ts";

/** Options of {@link clockChangeAt}. */
export interface ClockChangeOptions extends LocalDays {
  /** Days before and after that are compared. Default 7. */
  readonly windowDays?: number;
  /** Difference of the means that is a change [min]. Default 45. */
  readonly minDifferenceMinutes?: number;
}

function meanMinute(events: Float64Array, from: number, to: number, offsetMs: number): number {
  let sum = 0;
  let count = 0;
  for (const event of events) {
    const day = localDay(event, offsetMs);
    if (day < from || day > to) continue;
    sum += localMinute(event, offsetMs);
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}

/**
 * Whether a daily event (sunrise, noon, sunset as the data show it) shifts on a day: a logger that follows daylight
 * saving time shows it on the two days of the year that the caller knows of.
 *
 * @param events - one instant a day, epoch ms, in the logger's own clock; `NaN` is missing
 * @param dayAt - an instant of the day of the change, in the same clock
 * @returns `false` also when there is no event before, or after
 * @see PVAnalytics 0.2.3, `quality.time.has_dst`
 * @example
 * const noon = Float64Array.from({ length: 20 }, (_, day) => day * 86_400_000 + (day < 10 ? 12 : 13) * 3_600_000);
 * clockChangeAt(noon, 10 * 86_400_000); // true
 */
export function clockChangeAt(
  events: Float64Array,
  dayAt: number,
  options: ClockChangeOptions = {},
): boolean {
  const { windowDays = 7, minDifferenceMinutes = 45, utcOffsetMinutes = 0 } = options;
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const day = localDay(dayAt, offsetMs);
  const before = meanMinute(events, day - windowDays, day - 1, offsetMs);
  const after = meanMinute(events, day, day + windowDays - 1, offsetMs);
  return Math.abs(before - after) > minDifferenceMinutes;
}

/**
 * Days on which a daily event shifts for good, without knowing when clocks change: the local extremes of the difference
 * between the means before and after.
 *
 * @param events - one instant a day, epoch ms, ascending; `NaN` is missing
 * @returns local midnights of the days on which the shifted clock first shows, epoch ms
 * @example
 * const noon = Float64Array.from({ length: 20 }, (_, day) => day * 86_400_000 + (day < 10 ? 12 : 13) * 3_600_000);
 * clockChanges(noon); // [864000000]
 */
export function clockChanges(events: Float64Array, options: ClockChangeOptions = {}): number[] {
  const { windowDays = 7, minDifferenceMinutes = 45, utcOffsetMinutes = 0 } = options;
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const known = events.filter((event) => !Number.isNaN(event));
  const first = localDay(known[0] ?? Number.NaN, offsetMs);
  const last = localDay(known.at(-1) ?? Number.NaN, offsetMs);
  const shifts: { day: number; size: number }[] = [];
  for (let day = first + 1; day <= last; day++) {
    const before = meanMinute(known, day - windowDays, day - 1, offsetMs);
    const after = meanMinute(known, day, day + windowDays - 1, offsetMs);
    const size = Math.abs(after - before);
    if (!(size > minDifferenceMinutes)) continue;
    const previous = shifts.at(-1);
    if (!previous || day - previous.day > windowDays) shifts.push({ day, size });
    else if (size > previous.size) shifts[shifts.length - 1] = { day, size };
  }
  return shifts.map(({ day }) => day * DAY_MS - offsetMs);
}
