import { theilSen } from "../statistics/theil-sen.ts";
import type { DailySoiling } from "./daily.ts";

/** Which intervals count. */
export interface SoilingValidityOptions {
  /** Leave out the first and the last interval, which are cut off by the data. Default false. */
  readonly trim?: boolean;
  /** Largest width of the slope's limits over the slope [%]. Default 500. */
  readonly maxRelativeSlopeErrorPercent?: number;
  /** An interval whose median falls by more in a day is invalid [1]. Default 0.05. */
  readonly maxNegativeStep?: number;
  /** An interval needs more days with yield than this. Default 7. */
  readonly minIntervalDays?: number;
}

/** A stretch between cleanings, and the line through its yields. */
export interface SoilingInterval {
  /** Days since the first day with yield; both belong to the interval. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Number among all intervals, before trimming. */
  readonly run: number;
  /** Change of the soiling ratio [1/day], ≤ 0; 0 when invalid. */
  slope: number;
  slopeLow: number;
  slopeHigh: number;
  /** Lowest change of the rolling median [1]. */
  readonly maxNegativeStep: number;
  /** Recentred yield on the line at its two ends [1]. */
  readonly inferredStart: number;
  readonly inferredEnd: number;
  isValid: boolean;
  /** Width of the slope's limits over the slope [1], before invalid slopes became 0. */
  slopeError: number;
  /** Start of the next valid interval, 0 to 1; `NaN` when invalid or the last. */
  nextInferredStart: number;
  /** How far the yield rises to it, 0 to 1; `NaN` when invalid or the last. */
  inferredRecovery: number;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function fitInterval(
  daily: DailySoiling,
  firstDay: number,
  end: number,
  minIntervalDays: number,
): SoilingInterval {
  const allDays = Float64Array.from({ length: end - firstDay }, (_, index) => firstDay + index);
  const withYield = allDays.filter((day) => daily.normalized[day]! > 0);
  const days = withYield.length > 0 ? withYield : allDays;
  const yields = days.map((day) => daily.normalized[day]!);
  const changes = days.map((day) => daily.change[day]!);
  const isLong = days.length > minIntervalDays && withYield.length > 0;
  const line = isLong ? theilSen(days, yields) : undefined;
  const mean = meanOf(yields);
  return {
    firstDay,
    lastDay: end - 1,
    run: daily.run[firstDay]!,
    slope: line?.slope ?? 0,
    slopeLow: line?.slopeLow ?? 0,
    slopeHigh: line ? Math.min(0, line.slopeHigh) : 0,
    maxNegativeStep: changes.reduce((low, change) => Math.min(low, change), Infinity),
    inferredStart: line ? line.slope * firstDay + line.intercept : mean,
    inferredEnd: line ? line.slope * (end - 1) + line.intercept : mean,
    isValid: isLong,
    slopeError: Number.NaN,
    nextInferredStart: Number.NaN,
    inferredRecovery: Number.NaN,
  };
}

function judge(interval: SoilingInterval, options: SoilingValidityOptions): void {
  const { maxRelativeSlopeErrorPercent = 500, maxNegativeStep = 0.05 } = options;
  interval.slopeError = (interval.slopeHigh - interval.slopeLow) / Math.abs(interval.slope);
  const isRefused =
    interval.slope > 0 ||
    interval.slopeError >= maxRelativeSlopeErrorPercent / 100 ||
    interval.maxNegativeStep <= -maxNegativeStep;
  if (!isRefused) return;
  interval.slope = 0;
  interval.slopeLow = 0;
  interval.slopeHigh = 0;
  interval.isValid = false;
}

function clampToUnit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

function addRecoveries(intervals: readonly SoilingInterval[]): void {
  const valid = intervals.filter(({ isValid }) => isValid);
  for (const [index, interval] of valid.entries()) {
    const next = valid[index + 1];
    if (!next) continue;
    interval.nextInferredStart = clampToUnit(next.inferredStart);
    interval.inferredRecovery = clampToUnit(interval.nextInferredStart - interval.inferredEnd);
  }
}

/**
 * Fits a line to each interval and says which of them count.
 *
 * @throws RangeError when no interval is valid
 */
export function soilingIntervals(
  daily: DailySoiling,
  options: SoilingValidityOptions,
): SoilingInterval[] {
  const { trim = false, minIntervalDays = 7 } = options;
  const starts = [...daily.run.keys()].filter(
    (day) => day === 0 || daily.run[day] !== daily.run[day - 1],
  );
  const bounds = starts.map(
    (start, index) => [start, starts[index + 1] ?? daily.run.length] as const,
  );
  const chosen = trim ? bounds.slice(1, -1) : bounds;
  const intervals = chosen.map(([start, end]) => fitInterval(daily, start, end, minIntervalDays));
  for (const interval of intervals) judge(interval, options);
  if (!intervals.some(({ isValid }) => isValid)) {
    throw new RangeError("no valid soiling interval: more data, or laxer limits, are needed");
  }
  addRecoveries(intervals);
  return intervals;
}
