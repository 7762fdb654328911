import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { commonStepMs, dayRuns, MINUTE_MS, type LocalDays } from "../local-days.ts";
import type { Mask } from "../mask.ts";
import { rollingMedianByRows, rollingMedianByTime } from "../statistics/rolling.ts";
import { majorityByMinute, rowsByMinute } from "./by-minute.ts";
import { dayLengths, runLengths } from "./runs.ts";

/** Limits of {@link daytimeFromPower}, of power scaled to 0…1. */
export interface DaytimeOptions extends LocalDays {
  /** Rows to be taken as missing, 1. */
  readonly outliers?: Mask;
  /** Clipped rows, 1: always day. */
  readonly clipping?: Mask;
  /** Power up to this may be night [1]. Default 0.003. */
  readonly lowValueThreshold?: number;
  /** Median at the same minute of the days around up to this may be night [1]. Default 0.0015. */
  readonly lowMedianThreshold?: number;
  /** Change a minute up to this may be night [min⁻¹]. Default 0.0005. */
  readonly lowDiffThreshold?: number;
  /** Days of that median. Default 7. */
  readonly medianDays?: number;
  /** Days around whose majority corrects a day. Default 31. */
  readonly correctionDays?: number;
  /** A day or night of at most so many hours is a mistake. Default 5. */
  readonly hoursMin?: number;
  /** A day so many minutes shorter than the median is a mistake. Default 30. */
  readonly dayLengthDifferenceMaxMinutes?: number;
  /** Days of that median. Default 14. */
  readonly dayLengthDays?: number;
}

/** Power between 0 and 1; missing, outlying and negative values are 0. */
function normalise(powerW: Float64Array, outliers: Mask | undefined): Float64Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const cleaned = powerW.map((power, row) => {
    if (outliers?.[row] === 1) return Number.NaN;
    const value = power > 0 ? power : 0;
    if (value < low) low = value;
    if (value > high) high = value;
    return value;
  });
  return cleaned.map((value) => {
    const scaled = (value - low) / (high - low);
    return scaled === scaled ? scaled : 0;
  });
}

function replaceWhere(flags: Mask, isWrong: (row: number) => boolean, better: Mask): Mask {
  return flags.map((flag, row) => (isWrong(row) ? better[row]! : flag));
}

interface Context extends DaytimeOptions {
  readonly timesMs: Float64Array;
  readonly stepMinutes: number;
  readonly groups: readonly (readonly number[])[];
}

/** Night where two of three hold: hardly any power, hardly any change, hardly any power on the days around. */
function firstGuess(power: Float64Array, context: Context): Mask {
  const { lowValueThreshold = 0.003, lowMedianThreshold = 0.0015 } = context;
  const { lowDiffThreshold = 0.0005, medianDays = 7, stepMinutes } = context;
  const medians = new Float64Array(power.length);
  for (const rows of context.groups) {
    const values = Float64Array.from(rows, (row) => power[row]!);
    for (const [index, median] of rollingMedianByRows(values, medianDays, 1).entries()) {
      medians[rows[index]!] = median;
    }
  }
  return Uint8Array.from(power, (value, row) => {
    const change = Math.abs((value - (power[row - 1] ?? Number.NaN)) / stepMinutes);
    const signs =
      Number(value <= lowValueThreshold) +
      Number(medians[row]! <= lowMedianThreshold) +
      Number(change <= lowDiffThreshold);
    return signs >= 2 ? 1 : 0;
  });
}

/** Short days and nights (an outage at noon) become what most days around are at that minute. */
function correctMidday(night: Mask, context: Context): Mask {
  const { hoursMin = 5, correctionDays = 31, stepMinutes, groups } = context;
  const lengths = runLengths(night);
  const isShort = (row: number): boolean => lengths[row]! * stepMinutes <= hoursMin * 60;
  return replaceWhere(night, isShort, majorityByMinute(night, groups, correctionDays));
}

/** A whole date with too short a day becomes what most days around are. */
function correctEdges(night: Mask, context: Context): Mask {
  const { dayLengthDifferenceMaxMinutes = 30, dayLengthDays = 14, correctionDays = 31 } = context;
  const lengths = dayLengths(night, context.stepMinutes);
  const window = {
    beforeMs: dayLengthDays * DAY_MS,
    afterMs: 0,
    includesStart: false,
    minPeriods: 1,
  };
  const medians = rollingMedianByTime(context.timesMs, lengths, window);
  const { bounds } = dayRuns(context.timesMs, (context.utcOffsetMinutes ?? 0) * MINUTE_MS);
  const wrong = new Uint8Array(night.length);
  for (let day = 0; day + 1 < bounds.length; day++) {
    const end = bounds[day + 1]!;
    for (let row = bounds[day]!; row < end; row++) {
      const limit = medians[row]! - dayLengthDifferenceMaxMinutes;
      if (!(lengths[row]! < limit)) continue;
      wrong.fill(1, bounds[day], end);
      break;
    }
  }
  const better = majorityByMinute(night, context.groups, correctionDays);
  return replaceWhere(night, (row) => wrong[row] === 1, better);
}

/**
 * Tells day from night by the power itself, without knowing where the plant is.
 *
 * @param timesMs - epoch ms at equal steps; minutes and days are local standard time with `utcOffsetMinutes`
 * @param powerW - power [W] or irradiance; any unit; `NaN` counts as 0
 * @returns 1: day
 * @see PVAnalytics 0.2.3, `features.daytime.power_or_irradiance`
 * @example
 * const timesMs = Float64Array.from({ length: 960 }, (_, index) => index * 900_000);
 * const power = timesMs.map((_, index) => Math.max(0, Math.sin((((index % 96) - 24) * Math.PI) / 48)));
 * daytimeFromPower(timesMs, power)[48]; // 1
 */
export function daytimeFromPower(
  timesMs: Float64Array,
  powerW: Float64Array,
  options: DaytimeOptions = {},
): Mask {
  rowsOf(timesMs, powerW);
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  const context: Context = {
    ...options,
    timesMs,
    stepMinutes: commonStepMs(timesMs) / MINUTE_MS,
    groups: rowsByMinute(timesMs, offsetMs),
  };
  const night = correctMidday(firstGuess(normalise(powerW, options.outliers), context), context);
  const withClipping = replaceWhere(
    night,
    (row) => options.clipping?.[row] === 1,
    new Uint8Array(night.length),
  );
  return correctEdges(withClipping, context).map((flag) => 1 - flag);
}
