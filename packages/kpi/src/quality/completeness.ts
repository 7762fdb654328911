import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { dayRuns, MINUTE_MS, type LocalDays } from "../local-days.ts";
import type { Mask } from "../mask.ts";

/**
 * Share of each day for which there is data: numbers × first step ÷ day; the day's score in each of its rows.
 *
 * @param timesMs - epoch ms, ascending; cut into days of local standard time with `utcOffsetMinutes`
 * @param values - any unit; `NaN` is missing
 * @returns 0 to 1
 * @see PVAnalytics 0.2.3, `quality.gaps.completeness_score`
 * @example
 * const timesMs = Float64Array.from({ length: 24 }, (_, hour) => hour * 3_600_000);
 * completenessScore(timesMs, timesMs.map((_, hour) => (hour < 12 ? hour : Number.NaN)))[0]; // 0.5
 */
export function completenessScore(
  timesMs: Float64Array,
  values: Float64Array,
  options: LocalDays = {},
): Float64Array {
  const scores = new Float64Array(rowsOf(timesMs, values));
  const stepMs = timesMs[1]! - timesMs[0]!;
  const { bounds } = dayRuns(timesMs, (options.utcOffsetMinutes ?? 0) * MINUTE_MS);
  for (let day = 0; day + 1 < bounds.length; day++) {
    const start = bounds[day]!;
    const end = bounds[day + 1]!;
    let count = 0;
    for (let row = start; row < end; row++) if (!Number.isNaN(values[row])) count++;
    scores.fill((count * stepMs) / DAY_MS, start, end);
  }
  return scores;
}

/** Options of {@link complete}. */
export interface CompleteOptions extends LocalDays {
  /** Least score of a day, inclusive, 0 to 1. Default 0.333. */
  readonly minimumCompleteness?: number;
}

/**
 * Flags the rows of days with enough data.
 *
 * @param timesMs - epoch ms, ascending
 * @param values - any unit; `NaN` is missing
 * @returns 1: the day is complete enough
 * @see PVAnalytics 0.2.3, `quality.gaps.complete`
 * @example
 * const timesMs = Float64Array.from({ length: 24 }, (_, hour) => hour * 3_600_000);
 * complete(timesMs, timesMs)[0]; // 1
 */
export function complete(
  timesMs: Float64Array,
  values: Float64Array,
  options: CompleteOptions = {},
): Mask {
  const { minimumCompleteness = 0.333 } = options;
  const scores = completenessScore(timesMs, values, options);
  return Uint8Array.from(scores, (score) => (score >= minimumCompleteness ? 1 : 0));
}
