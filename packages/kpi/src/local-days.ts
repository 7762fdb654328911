import { DAY_MS } from "./calendar.ts";

/** A minute [ms]. */
export const MINUTE_MS = 60_000;

/** Days are cut at midnight of a fixed offset: local standard time all year, so that no day has 23 or 25 hours. */
export interface LocalDays {
  /** Local standard time minus UTC [min], east positive: 60 for Berlin. Default 0. */
  readonly utcOffsetMinutes?: number;
}

/** Number of the local day since 1970-01-01. */
export function localDay(at: number, offsetMs: number): number {
  return Math.floor((at + offsetMs) / DAY_MS);
}

/** Minute of the local day, 0 to 1439. */
export function localMinute(at: number, offsetMs: number): number {
  return Math.floor((at + offsetMs - localDay(at, offsetMs) * DAY_MS) / MINUTE_MS);
}

/** Rows of each local day of ascending `timesMs`: bounds `[b(i), b(i+1))` and the day's number. */
export interface DayRuns {
  readonly bounds: readonly number[];
  readonly days: readonly number[];
}

export function dayRuns(timesMs: Float64Array, offsetMs: number): DayRuns {
  const bounds: number[] = [];
  const days: number[] = [];
  let current = Number.NaN;
  let until = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < timesMs.length; row++) {
    const at = timesMs[row]!;
    if (at < until) continue;
    const day = localDay(at, offsetMs);
    until = (day + 1) * DAY_MS - offsetMs;
    if (day === current) continue;
    current = day;
    bounds.push(row);
    days.push(day);
  }
  bounds.push(timesMs.length);
  return { bounds, days };
}

/**
 * The step that occurs most often between ascending `timesMs` [ms]; the smallest of them on a tie; `NaN` below two rows.
 */
export function commonStepMs(timesMs: Float64Array): number {
  const counts = new Map<number, number>();
  let run = 0;
  let step = Number.NaN;
  for (let row = 1; row < timesMs.length; row++) {
    const next = timesMs[row]! - timesMs[row - 1]!;
    if (next === step) {
      run++;
      continue;
    }
    if (run > 0) counts.set(step, (counts.get(step) ?? 0) + run);
    step = next;
    run = 1;
  }
  if (run > 0) counts.set(step, (counts.get(step) ?? 0) + run);
  let best = Number.NaN;
  let most = 0;
  for (const [candidate, count] of counts) {
    if (count > most || (count === most && candidate < best)) {
      best = candidate;
      most = count;
    }
  }
  return best;
}
