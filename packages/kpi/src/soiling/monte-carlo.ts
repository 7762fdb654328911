import { normalFrom, type Random } from "../statistics/random.ts";
import type { SoilingInterval } from "./intervals.ts";

/** How much a cleaning recovers: drawn around what the data infer, anything up to clean, or everything. */
export type CleaningMethod = "half-normal-clean" | "random-clean" | "perfect-clean";

function clampToUnit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

/** One drawn soiling profile: a level on the first day and a slope for each interval. */
export interface Draw {
  readonly starts: Float64Array;
  readonly slopes: Float64Array;
}

function nextStart(
  method: CleaningMethod,
  end: number,
  interval: SoilingInterval,
  random: Random,
): number {
  if (method === "random-clean") return end + (1 - end) * random();
  const recovery = Number.isNaN(interval.inferredRecovery) ? 1 : interval.inferredRecovery;
  const reached = clampToUnit(end + recovery);
  return 1 - Math.abs((normalFrom(random) * (1 - reached)) / 3);
}

/** A stretch of invalid intervals lies at one level between the end before it and the start after it. */
function levelInvalid(
  intervals: readonly SoilingInterval[],
  ends: Float64Array,
  random: Random,
  starts: Float64Array,
): void {
  let previousEnd = 1;
  for (let index = 0; index < intervals.length; index++) {
    if (intervals[index]?.isValid) {
      previousEnd = ends[index]!;
      continue;
    }
    let after = index;
    while (after < intervals.length && !intervals[after]?.isValid) after++;
    const following = after < intervals.length ? starts[after]! : 1;
    starts.fill(previousEnd + (following - previousEnd) * random(), index, after);
    index = after - 1;
  }
}

/** Draws a profile into `draw`. */
export function drawProfile(
  intervals: readonly SoilingInterval[],
  method: CleaningMethod,
  random: Random,
  draw: Draw,
  ends: Float64Array,
): void {
  const { starts, slopes } = draw;
  let start = 1;
  for (let index = 0; index < intervals.length; index++) {
    const interval = intervals[index]!;
    const slope = interval.slopeLow + (interval.slopeHigh - interval.slopeLow) * random();
    slopes[index] = slope;
    if (method === "perfect-clean") {
      starts[index] = 1;
      continue;
    }
    if (!interval.isValid) continue;
    const end = start + slope * (interval.lastDay - interval.firstDay);
    starts[index] = start;
    ends[index] = end;
    start = nextStart(method, end, interval, random);
  }
  if (method !== "perfect-clean") levelInvalid(intervals, ends, random, starts);
}
