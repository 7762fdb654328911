import { DAY_MS } from "../calendar.ts";
import { quantile } from "../statistics/quantile.ts";
import { createRandom, type Random } from "../statistics/random.ts";
import type { SoilingIntervalOptions } from "./cleanings.ts";
import { dailySoiling, type DailySoiling } from "./daily.ts";
import { insolationSums, weightedRatio } from "./insolation-sums.ts";
import {
  soilingIntervals,
  type SoilingInterval,
  type SoilingValidityOptions,
} from "./intervals.ts";
import { drawProfile, type CleaningMethod } from "./monte-carlo.ts";

/** Options of {@link soilingSrr}. */
export interface SoilingSrrOptions extends SoilingIntervalOptions, SoilingValidityOptions {
  /** Drawn profiles. Default 1000. */
  readonly repetitions?: number;
  /** Default "half-normal-clean". */
  readonly method?: CleaningMethod;
  /** Size of the interval [%]. Default 68.2. */
  readonly confidenceLevel?: number;
  /** Probability that the exceedance level is outperformed [%]. Default 95. */
  readonly exceedanceProbability?: number;
  /** Default: a repeatable generator, seed 1. */
  readonly random?: Random;
}

/** A ratio with its interval [1]; 1 is clean. */
export interface RatioWithInterval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** The soiling ratio of a calendar year. */
export interface YearlySoilingRatio extends RatioWithInterval {
  readonly year: number;
}

/** Result of {@link soilingSrr}. */
export interface SoilingSrrResult extends RatioWithInterval {
  /** Ratio that is outperformed with `exceedanceProbability` [1]. */
  readonly exceedanceLevel: number;
  readonly renormalizingFactor: number;
  /** Share of the days in valid intervals; at 0.8 and below the ratio is biased (RdTools issue 272). */
  readonly validShare: number;
  /** First day of the analysis, epoch ms; the intervals count days from it. */
  readonly firstDayAt: number;
  readonly intervals: readonly SoilingInterval[];
  readonly daily: DailySoiling;
  /** Ratio of each drawn profile. */
  readonly drawnRatios: Float64Array;
  /** Ratios of calendar years, the days of the analysis only. */
  readonly years: readonly YearlySoilingRatio[];
}

function summarise(drawn: Float64Array, confidenceLevel: number): RatioWithInterval {
  const half = confidenceLevel / 200;
  return {
    ratio: quantile(drawn, 0.5),
    low: quantile(drawn, 0.5 - half),
    high: quantile(drawn, 0.5 + half),
  };
}

function countDays(intervals: readonly SoilingInterval[]): number {
  return intervals.reduce((sum, { firstDay, lastDay }) => sum + lastDay - firstDay + 1, 0);
}

function shareOfValidDays(intervals: readonly SoilingInterval[]): number {
  return countDays(intervals.filter(({ isValid }) => isValid)) / countDays(intervals);
}

/** Calendar years, of the dates that the daily stamps show, with the days that belong to them. */
function yearsOf(
  daily: DailySoiling,
  intervals: readonly SoilingInterval[],
): Map<number, [number, number]> {
  const first = intervals[0]?.firstDay ?? 0;
  const last = intervals.at(-1)?.lastDay ?? 0;
  const yearOf = (day: number): number =>
    new Date(daily.firstDayAt + day * DAY_MS).getUTCFullYear();
  const years = new Map<number, [number, number]>();
  for (let day = first; day <= last; day++) {
    const held = years.get(yearOf(day));
    if (held) held[1] = day;
    else years.set(yearOf(day), [day, day]);
  }
  return years;
}

/**
 * Soiling by stochastic rate and recovery: cuts daily yields at cleanings, fits a robust line to each interval, draws
 * soiling profiles from the lines' limits and gives their insolation-weighted mean.
 *
 * @param timesMs - epoch ms, one row a day, at the same hour of fixed-offset time, of which the calendar year is read;
 *   a missing day is a row with `NaN`
 * @param energyNormalized - insolation-weighted daily normalised energy [1]
 * @param insolationWhm2 - daily insolation in the plane of the array; any unit
 * @throws RangeError when a day has no row, or no interval is valid
 * @see M. G. Deceglie, L. Micheli, M. Muller, IEEE J. Photovolt. 8(2), 547–551, 2018,
 *   doi:10.1109/JPHOTOV.2017.2784682; RdTools 3.2, `soiling.soiling_srr`
 * @example
 * const timesMs = Float64Array.from({ length: 365 }, (_, day) => day * 86_400_000);
 * const energy = timesMs.map((_, day) => 1 - 0.002 * (day % 60) + 0.003 * Math.sin(day * day));
 * soilingSrr(timesMs, energy, timesMs.map(() => 5000)).ratio < 0.98; // true
 */
export function soilingSrr(
  timesMs: Float64Array,
  energyNormalized: Float64Array,
  insolationWhm2: Float64Array,
  options: SoilingSrrOptions = {},
): SoilingSrrResult {
  const { repetitions = 1000, method = "half-normal-clean", random = createRandom() } = options;
  const { confidenceLevel = 68.2, exceedanceProbability = 95 } = options;
  const daily = dailySoiling(timesMs, energyNormalized, insolationWhm2, options);
  const intervals = soilingIntervals(daily, options);
  const sums = insolationSums(daily, intervals);
  const ofYear = Array.from(yearsOf(daily, intervals), ([year, [first, last]]) => ({
    year,
    sums: insolationSums(daily, intervals, (day) => day >= first && day <= last),
    drawn: new Float64Array(repetitions),
  }));
  const draw = {
    starts: new Float64Array(intervals.length),
    slopes: new Float64Array(intervals.length),
  };
  const ends = new Float64Array(intervals.length);
  const drawnRatios = new Float64Array(repetitions);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    drawProfile(intervals, method, random, draw, ends);
    drawnRatios[repetition] = weightedRatio(sums, draw);
    for (const year of ofYear) year.drawn[repetition] = weightedRatio(year.sums, draw);
  }
  return {
    ...summarise(drawnRatios, confidenceLevel),
    exceedanceLevel: quantile(drawnRatios, 1 - exceedanceProbability / 100),
    renormalizingFactor: daily.renormalizingFactor,
    validShare: shareOfValidDays(intervals),
    firstDayAt: daily.firstDayAt,
    intervals,
    daily,
    drawnRatios,
    years: ofYear.map(({ year, drawn }) => ({ year, ...summarise(drawn, confidenceLevel) })),
  };
}
