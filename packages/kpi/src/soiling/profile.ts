import type { DailySoiling } from "./daily.ts";
import type { SoilingInterval } from "./intervals.ts";

/** Soiling ratio of each day of the analysis [1]; `NaN` outside the intervals. */
export interface SoilingProfiles {
  /** Every interval begins clean. */
  readonly perfectClean: Float64Array;
  /** Every interval begins where its line does. */
  readonly inferredClean: Float64Array;
}

/**
 * Soiling ratios of days from the fitted slopes, under two assumptions of what a cleaning does.
 *
 * @example
 * const timesMs = Float64Array.from({ length: 365 }, (_, day) => day * 86_400_000);
 * const energy = timesMs.map((_, day) => 1 - 0.002 * (day % 60) + 0.003 * Math.sin(day * day));
 * const insolation = timesMs.map(() => 5000);
 * const { daily, intervals } = soilingSrr(timesMs, energy, insolation);
 * soilingProfiles(daily, intervals).perfectClean[0]; // 1
 */
export function soilingProfiles(
  daily: DailySoiling,
  intervals: readonly SoilingInterval[],
): SoilingProfiles {
  const perfectClean = new Float64Array(daily.run.length).fill(Number.NaN);
  const inferredClean = perfectClean.slice();
  for (const { firstDay, lastDay, slope, inferredStart } of intervals) {
    for (let day = firstDay; day <= lastDay; day++) {
      const fallen = (day - firstDay) * slope;
      perfectClean[day] = 1 + fallen;
      inferredClean[day] = inferredStart + fallen;
    }
  }
  return { perfectClean, inferredClean };
}
