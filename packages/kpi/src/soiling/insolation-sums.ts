import type { DailySoiling } from "./daily.ts";
import type { SoilingInterval } from "./intervals.ts";
import type { Draw } from "./monte-carlo.ts";

/**
 * Σ insolation and Σ insolation·day of each interval: inside one, loss = start + day·slope, so that a drawn profile
 * needs two products an interval instead of one a day.
 */
export interface InsolationSums {
  readonly total: Float64Array;
  readonly byDay: Float64Array;
}

/** Sums over the days that `isWanted`; the day counts from the interval's first. */
export function insolationSums(
  daily: DailySoiling,
  intervals: readonly SoilingInterval[],
  isWanted: (day: number) => boolean = () => true,
): InsolationSums {
  const total = new Float64Array(intervals.length);
  const byDay = new Float64Array(intervals.length);
  for (const [index, { firstDay, lastDay }] of intervals.entries()) {
    let sum = 0;
    let weighted = 0;
    for (let day = firstDay; day <= lastDay; day++) {
      if (!isWanted(day)) continue;
      const insolation = daily.insolation[day]!;
      sum += insolation;
      weighted += insolation * (day - firstDay);
    }
    total[index] = sum;
    byDay[index] = weighted;
  }
  return { total, byDay };
}

/** Insolation-weighted mean of a profile [1]. */
export function weightedRatio({ total, byDay }: InsolationSums, { starts, slopes }: Draw): number {
  let kept = 0;
  let all = 0;
  for (let index = 0; index < total.length; index++) {
    const insolation = total[index]!;
    kept += starts[index]! * insolation + slopes[index]! * byDay[index]!;
    all += insolation;
  }
  return kept / all;
}
