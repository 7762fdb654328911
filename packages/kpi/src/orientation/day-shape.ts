import { rowsOf } from "../column.ts";
import { commonStepMs, dayRuns, localMinute, MINUTE_MS, type LocalDays } from "../local-days.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { quadraticR2, restrictedQuarticR2 } from "./day-curve-fit.ts";

/** Which days are judged at all. */
export interface DayShapeOptions extends LocalDays, MaskInto {
  /** A day needs more hours of daylight rows than this. Default 5. */
  readonly minHours?: number;
  /** … and a peak above this, in the unit of the power. Default: any. */
  readonly peakMin?: number;
}

/** Limit of {@link fixedShapeDays}. */
export interface FixedShapeOptions extends DayShapeOptions {
  /** r² of a parabola above which the day looks fixed. Default 0.94. */
  readonly r2Min?: number;
}

/** Limits of {@link trackingShapeDays}. */
export interface TrackingShapeOptions extends DayShapeOptions {
  /** r² of a quartic above which the day may look tracked. Default 0.915. */
  readonly r2Min?: number;
  /** … unless a parabola fits with this r² or a better one. Default 0.96. */
  readonly r2FixedMax?: number;
  /** Rows for the parabola, 1; without the tails of morning and evening. Default: those of daylight. */
  readonly quadraticRows?: Mask;
}

type Fit = (minutes: Float64Array, power: Float64Array) => number;

interface Days {
  readonly bounds: readonly number[];
  readonly fit: (day: number, rows: Mask, fit: Fit) => number;
}

/** Fits curves to a day's chosen rows; 0 where the day is too short or too dull. */
function daysOf(timesMs: Float64Array, power: Float64Array, options: DayShapeOptions): Days {
  const { minHours = 5, peakMin = Number.NEGATIVE_INFINITY, utcOffsetMinutes = 0 } = options;
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const stepHours = commonStepMs(timesMs) / 3_600_000;
  const { bounds } = dayRuns(timesMs, offsetMs);
  return {
    bounds,
    fit(day, rows, fit) {
      const chosen: number[] = [];
      for (let row = bounds[day]!; row < bounds[day + 1]!; row++) {
        if (rows[row] === 1 && !Number.isNaN(power[row])) chosen.push(row);
      }
      const powers = Float64Array.from(chosen, (row) => power[row]!);
      const peak = powers.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
      if (!(powers.length * stepHours > minHours && peak > peakMin)) return 0;
      const minutes = Float64Array.from(chosen, (row) => localMinute(timesMs[row]!, offsetMs));
      return fit(minutes, powers);
    },
  };
}

function markDays({ bounds }: Days, isMarked: (day: number) => boolean, mask: Mask): Mask {
  for (let day = 0; day + 1 < bounds.length; day++) {
    mask.fill(isMarked(day) ? 1 : 0, bounds[day], bounds[day + 1]);
  }
  return mask;
}

/**
 * Flags sunny days with the shape of a fixed array: a parabola fits them.
 *
 * @param timesMs - epoch ms, ascending; days and minutes are local standard time with `utcOffsetMinutes`
 * @param powerW - power [W] or irradiance; any unit; `NaN` is left out
 * @param daytime - 1: day, for instance of `daytimeFromPower`
 * @returns 1 in all rows of such a day
 * @see PVAnalytics 0.2.3, `features.orientation.fixed_nrel`
 * @example
 * const timesMs = Float64Array.from({ length: 96 }, (_, index) => index * 900_000);
 * const power = timesMs.map((_, index) => Math.max(0, 1 - ((index - 48) / 24) ** 2));
 * fixedShapeDays(timesMs, power, Uint8Array.from(power, (value) => (value > 0 ? 1 : 0)))[0]; // 1
 */
export function fixedShapeDays(
  timesMs: Float64Array,
  powerW: Float64Array,
  daytime: Mask,
  options: FixedShapeOptions = {},
): Mask {
  const mask = outMask(options.out, rowsOf(timesMs, powerW));
  const days = daysOf(timesMs, powerW, options);
  return markDays(
    days,
    (day) => days.fit(day, daytime, quadraticR2) > (options.r2Min ?? 0.94),
    mask,
  );
}

/**
 * Flags sunny days with the shape of a single-axis tracker: a quartic with shoulders fits them, and better than a
 * parabola.
 *
 * @param timesMs - epoch ms, ascending; days and minutes are local standard time with `utcOffsetMinutes`
 * @param powerW - power [W] or irradiance; any unit; `NaN` is left out
 * @param daytime - 1: day, for instance of `daytimeFromPower`
 * @returns 1 in all rows of such a day
 * @see PVAnalytics 0.2.3, `features.orientation.tracking_nrel`
 * @example
 * const timesMs = Float64Array.from({ length: 96 }, (_, index) => index * 900_000);
 * const power = timesMs.map((_, index) => Math.max(0, 1 - ((index - 48) / 24) ** 4));
 * trackingShapeDays(timesMs, power, Uint8Array.from(power, (value) => (value > 0 ? 1 : 0)))[0]; // 1
 */
export function trackingShapeDays(
  timesMs: Float64Array,
  powerW: Float64Array,
  daytime: Mask,
  options: TrackingShapeOptions = {},
): Mask {
  const { r2Min = 0.915, r2FixedMax = 0.96, quadraticRows = daytime } = options;
  const mask = outMask(options.out, rowsOf(timesMs, powerW));
  const days = daysOf(timesMs, powerW, options);
  const isTracking = (day: number): boolean => {
    const fixed = days.fit(day, quadraticRows, quadraticR2);
    if (!(fixed < r2FixedMax)) return false;
    const tracking = days.fit(day, daytime, restrictedQuarticR2);
    return tracking > r2Min && tracking > fixed;
  };
  return markDays(days, isTracking, mask);
}
