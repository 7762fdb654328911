import { DAY_MS } from "../calendar.ts";
import type { SoilingInterval } from "./intervals.ts";

/** Options of {@link monthlySoilingRates}. */
export interface MonthlySoilingOptions {
  /** Intervals shorter than this are left out [days between first and last]. Default 14. */
  readonly minIntervalDays?: number;
  /** Largest width of the slope's limits over the slope [%]. Default 500. */
  readonly maxRelativeSlopeErrorPercent?: number;
  /** Size of the interval [%]. Default 68.2. */
  readonly confidenceLevel?: number;
}

/** Typical soiling rate of a calendar month, over all years. */
export interface MonthlySoilingRate {
  /** 1 to 12. */
  readonly month: number;
  /** [1/day]; negative: soiling grows; `NaN` without an interval in the month. */
  readonly ratePerDay: number;
  readonly lowPerDay: number;
  readonly highPerDay: number;
  /** Soiling intervals behind it; few make the limits too narrow. */
  readonly intervalCount: number;
}

/** An interval's rate: even between its limits, weighing as much as its days in the month. */
interface Part {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

function shareBelow(part: Part, rate: number): number {
  if (rate >= part.high) return 1;
  return rate <= part.low ? 0 : (rate - part.low) / (part.high - part.low);
}

/** Quantile of a mixture of even distributions, by bisection: what sampling it tends to. */
function mixtureQuantile(parts: readonly Part[], probability: number): number {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return Number.NaN;
  let low = Math.min(...parts.map((part) => part.low));
  let high = Math.max(...parts.map((part) => part.high));
  for (let step = 0; step < 200 && low < high; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    const reached = parts.reduce((sum, part) => sum + part.weight * shareBelow(part, middle), 0);
    if (reached / total < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function daysInMonths({ firstDay, lastDay }: SoilingInterval, firstDayAt: number): number[] {
  const days = Array.from({ length: 12 }, () => 0);
  for (let day = firstDay; day <= lastDay; day++) {
    const month = new Date(firstDayAt + day * DAY_MS).getUTCMonth();
    days[month] = days[month]! + 1;
  }
  return days;
}

/**
 * Typical soiling rates of the twelve months: each interval's rate lies evenly between its limits and weighs as much as
 * its days in the month. The mixture's quantiles are computed, not sampled.
 *
 * @param intervals - of {@link soilingSrr}
 * @param firstDayAt - of the same result, epoch ms
 * @see RdTools 3.2, `soiling.monthly_soiling_rates`
 * @example
 * const timesMs = Float64Array.from({ length: 365 }, (_, day) => day * 86_400_000);
 * const energy = timesMs.map((_, day) => 1 - 0.002 * (day % 60) + 0.003 * Math.sin(day * day));
 * const insolation = timesMs.map(() => 5000);
 * const { intervals, firstDayAt } = soilingSrr(timesMs, energy, insolation);
 * monthlySoilingRates(intervals, firstDayAt)[0]?.month; // 1
 */
export function monthlySoilingRates(
  intervals: readonly SoilingInterval[],
  firstDayAt: number,
  options: MonthlySoilingOptions = {},
): MonthlySoilingRate[] {
  const {
    minIntervalDays = 14,
    maxRelativeSlopeErrorPercent = 500,
    confidenceLevel = 68.2,
  } = options;
  const chosen = intervals.filter(
    ({ isValid, firstDay, lastDay, slope, slopeLow, slopeHigh }) =>
      isValid &&
      lastDay - firstDay >= minIntervalDays &&
      100 * Math.abs((slopeHigh - slopeLow) / slope) <= maxRelativeSlopeErrorPercent,
  );
  const days = chosen.map((interval) => daysInMonths(interval, firstDayAt));
  const half = confidenceLevel / 200;
  return Array.from({ length: 12 }, (_, month) => {
    const parts = chosen
      .map(({ slopeLow, slopeHigh }, index) => ({
        low: slopeLow,
        high: slopeHigh,
        weight: days[index]?.[month] ?? 0,
      }))
      .filter(({ weight }) => weight > 0);
    return {
      month: month + 1,
      ratePerDay: mixtureQuantile(parts, 0.5),
      lowPerDay: mixtureQuantile(parts, 0.5 - half),
      highPerDay: mixtureQuantile(parts, 0.5 + half),
      intervalCount: parts.length,
    };
  });
}
