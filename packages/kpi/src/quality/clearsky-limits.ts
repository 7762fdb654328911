import { rowsOf } from "../column.ts";
import { dayRuns, MINUTE_MS, type LocalDays } from "../local-days.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";

/** Limit of {@link clearskyLimits}. */
export interface ClearskyLimitOptions extends MaskInto {
  /** Largest clear-sky index, inclusive [1]. Default 1.1. */
  readonly maxIndex?: number;
}

/**
 * Whether irradiance stays below the clear sky: clear-sky index up to 1.1. Night passes, its index being 0.
 *
 * @param irradianceWm2 - measured [W m⁻²]
 * @param clearskyWm2 - of the clear sky in the same plane [W m⁻²]
 * @returns 1: within; `NaN` is not
 * @see PVAnalytics 0.2.3, `quality.irradiance.clearsky_limits`
 * @example
 * clearskyLimits(Float64Array.of(1000, 1200), Float64Array.of(1000, 1000)); // Uint8Array [1, 0]
 */
export function clearskyLimits(
  irradianceWm2: Float64Array,
  clearskyWm2: Float64Array,
  options: ClearskyLimitOptions = {},
): Mask {
  const { maxIndex = 1.1 } = options;
  const within = outMask(options.out, rowsOf(irradianceWm2, clearskyWm2));
  for (let row = 0; row < within.length; row++) {
    const seen = irradianceWm2[row]!;
    const sky = clearskyWm2[row]!;
    const isKnown = Number.isFinite(seen) && Number.isFinite(sky);
    const index = seen / sky;
    within[row] = isKnown && (!Number.isFinite(index) || index <= maxIndex) ? 1 : 0;
  }
  return within;
}

/** Limits of {@link dailyInsolationLimits}. */
export interface DailyInsolationOptions extends LocalDays, MaskInto {
  /** Smallest share of the clear-sky insolation, exclusive [1]. Default 0.4. */
  readonly low?: number;
  /** Largest share, exclusive [1]. Default 1.25; 1.35 suits trackers. */
  readonly high?: number;
}

/** ∫ of a day's rows by trapezoids; `NaN` when a row is. */
function integral(timesMs: Float64Array, values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let row = start + 1; row < end; row++) {
    const width = timesMs[row]! - timesMs[row - 1]!;
    sum += (width * (values[row]! + values[row - 1]!)) / 2;
  }
  return end - start === 1 && Number.isNaN(values[start]) ? Number.NaN : sum;
}

/**
 * Whether the day's insolation is a plausible share of the clear sky's; the verdict holds for all rows of the day.
 *
 * @param timesMs - epoch ms, ascending; cut into days of local standard time with `utcOffsetMinutes`
 * @param irradianceWm2 - measured [W m⁻²]
 * @param clearskyWm2 - of the clear sky in the same plane [W m⁻²]
 * @returns 1: plausible; a day with a `NaN`, or without sun, is not
 * @see PVAnalytics 0.2.3, `quality.irradiance.daily_insolation_limits`
 * @example
 * const timesMs = Float64Array.of(0, 3_600_000);
 * dailyInsolationLimits(timesMs, Float64Array.of(700, 800), Float64Array.of(900, 900)); // Uint8Array [1, 1]
 */
export function dailyInsolationLimits(
  timesMs: Float64Array,
  irradianceWm2: Float64Array,
  clearskyWm2: Float64Array,
  options: DailyInsolationOptions = {},
): Mask {
  const { low = 0.4, high = 1.25, utcOffsetMinutes = 0 } = options;
  const within = outMask(options.out, rowsOf(timesMs, irradianceWm2, clearskyWm2));
  const { bounds } = dayRuns(timesMs, utcOffsetMinutes * MINUTE_MS);
  for (let day = 0; day + 1 < bounds.length; day++) {
    const start = bounds[day]!;
    const end = bounds[day + 1]!;
    const share =
      integral(timesMs, irradianceWm2, start, end) / integral(timesMs, clearskyWm2, start, end);
    within.fill(share > low && share < high ? 1 : 0, start, end);
  }
  return within;
}
