import { dayRuns, MINUTE_MS } from "../local-days.ts";
import { outMask, type Mask } from "../mask.ts";
import { clipStepMinutes, type ClipOptions } from "./clip-series.ts";
import { dailyBands, extremesBand, type BandOf } from "./daily-band.ts";
import { dropLowRows } from "./frozen-days.ts";
import { gridTimes, reduceToMean, resampleToGrid } from "./regular-grid.ts";
import { forwardRangePercent } from "./rolling-range.ts";

/** Window and limit of {@link geometricClipping}. */
export interface GeometricClippingOptions extends ClipOptions {
  /** Rows a window. Default 3; 5 for a tracker with steps under 30 min. */
  readonly window?: number;
  /** Range of a window [% of its middle] below which it is flat. Default 0.2. */
  readonly slopeMaxPercent?: number;
}

/** Mean ± two standard deviations, never beyond the extremes by mere rounding. */
const deviationBand: BandOf = (flagged, dayRows) => {
  const { low, high } = extremesBand(flagged, dayRows);
  const mean = reduceToMean(flagged);
  let squares = 0;
  for (const value of flagged) squares += (value - mean) ** 2;
  const spread = 2 * Math.sqrt(squares / (flagged.length - 1));
  return {
    low: mean - spread > high ? high : mean - spread,
    high: mean + spread < low ? low : mean + spread,
  };
};

/** Rows that begin a flat window, and those up to `window − 1` rows later. */
function flatRows(values: Float64Array, window: number, limit: number): Mask {
  const ranges = forwardRangePercent(values, window);
  let last = Number.NEGATIVE_INFINITY;
  return Uint8Array.from(ranges, (range, row) => {
    if (range < limit) last = row;
    return row - last < window ? 1 : 0;
  });
}

/**
 * Flags power in the band that each day's flat stretches span; rows under 10 minutes are judged in means of 15 minutes.
 *
 * @param timesMs - epoch ms, ascending; cut into days of local standard time with `utcOffsetMinutes`
 * @param powerW - AC power [W]; any unit
 * @returns 1: clipped; `NaN` and night are not
 * @throws RangeError when there are ten rows or fewer, or times descend
 * @see PVAnalytics 0.2.3, `features.clipping.geometric`
 * @example
 * const timesMs = Float64Array.from({ length: 96 }, (_, index) => index * 900_000);
 * const power = timesMs.map((_, index) => Math.min(3000, Math.max(0, 5000 * Math.sin(((index - 24) * Math.PI) / 48))));
 * geometricClipping(timesMs, power)[48]; // 1
 */
export function geometricClipping(
  timesMs: Float64Array,
  powerW: Float64Array,
  options: GeometricClippingOptions = {},
): Mask {
  const { mounting = "fixed", slopeMaxPercent = 0.2 } = options;
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  const stepMinutes = clipStepMinutes(timesMs, powerW);
  const isFast = stepMinutes < 10;
  const days = dayRuns(timesMs, offsetMs);
  const grid = resampleToGrid(timesMs, powerW, 15, offsetMs, reduceToMean);
  const values = isFast ? grid.values : powerW.slice();
  dropLowRows(values, isFast ? dayRuns(gridTimes(grid), offsetMs) : days);
  const usual = mounting === "single-axis-tracking" && stepMinutes < 30 ? 5 : 3;
  const flat = flatRows(values, options.window ?? usual, slopeMaxPercent);
  const isFlat = isFast
    ? (row: number): boolean => flat[Math.floor((timesMs[row]! - grid.startAt) / grid.stepMs)] === 1
    : (row: number): boolean => flat[row] === 1 && !Number.isNaN(values[row]);
  const bands = dailyBands(powerW, isFlat, days, isFast ? deviationBand : extremesBand);
  const clipped = outMask(options.out, powerW.length);
  for (const [day, { low, high }] of bands.entries()) {
    const end = days.bounds[day + 1]!;
    for (let row = days.bounds[day]!; row < end; row++) {
      const power = powerW[row]!;
      clipped[row] = power >= low && power <= high ? 1 : 0;
    }
  }
  return clipped;
}
