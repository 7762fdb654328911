import { rowsOf } from "../column.ts";
import { commonStepMs, dayRuns, MINUTE_MS, type LocalDays } from "../local-days.ts";
import type { Mask } from "../mask.ts";

/** Options of {@link sunriseSunsetFromDaytime}. */
export interface SunriseSunsetOptions extends LocalDays {
  /** Where a stamp lies in its interval. Default "left". */
  readonly label?: "left" | "center" | "right";
}

/** Instants of each row's local day, epoch ms; `NaN` on a day without daylight. */
export interface SunriseSunset {
  readonly sunriseAt: Float64Array;
  readonly sunsetAt: Float64Array;
}

/**
 * First and last daylight of each row's local day, from a mask of daylight.
 *
 * @param timesMs - epoch ms at equal steps
 * @param daytime - 1: day, for instance of {@link daytimeFromPower}
 * @see PVAnalytics 0.2.3, `features.daytime.get_sunrise`, `get_sunset`
 * @example
 * const timesMs = Float64Array.of(0, 3_600_000, 7_200_000);
 * sunriseSunsetFromDaytime(timesMs, Uint8Array.of(0, 1, 0)).sunsetAt[0]; // 7200000
 */
export function sunriseSunsetFromDaytime(
  timesMs: Float64Array,
  daytime: Mask,
  options: SunriseSunsetOptions = {},
): SunriseSunset {
  const rows = rowsOf(timesMs);
  const stepMs = commonStepMs(timesMs);
  const before = { left: 0, center: 0.5, right: 1 }[options.label ?? "left"] * stepMs;
  const { bounds } = dayRuns(timesMs, (options.utcOffsetMinutes ?? 0) * MINUTE_MS);
  const sunriseAt = new Float64Array(rows).fill(Number.NaN);
  const sunsetAt = new Float64Array(rows).fill(Number.NaN);
  for (let day = 0; day + 1 < bounds.length; day++) {
    const start = bounds[day]!;
    const end = bounds[day + 1]!;
    const first = daytime.indexOf(1, start);
    if (first < 0 || first >= end) continue;
    const last = daytime.lastIndexOf(1, end - 1);
    sunriseAt.fill(timesMs[first]! - before, start, end);
    sunsetAt.fill(timesMs[last]! + stepMs - before, start, end);
  }
  return { sunriseAt, sunsetAt };
}
