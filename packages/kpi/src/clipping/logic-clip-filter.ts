import { dayRuns, MINUTE_MS, type DayRuns } from "../local-days.ts";
import { outMask, type Mask } from "../mask.ts";
import { robustQuantile } from "../statistics/robust.ts";
import { clipStepMinutes, type ClipOptions } from "./clip-series.ts";
import { dailyBands, extremesBand, robustBand, type Band } from "./daily-band.ts";
import { dropLowRows, withoutFrozenDays } from "./frozen-days.ts";
import {
  gridTimes,
  interpolateToGrid,
  reduceToMedian,
  resampleToGrid,
  type RegularGrid,
} from "./regular-grid.ts";
import { forwardRangePercent } from "./rolling-range.ts";

/** Window and limit of {@link logicClipFilter}. */
export interface LogicClipFilterOptions extends ClipOptions {
  /** Range of a window [% of its middle] below which it is flat. Default 0.2; up to 0.4 was found useful. */
  readonly rollingRangeMaxCutoff?: number;
  /** Rows a window. Default 3; 5 for a tracker with steps under 30 min. */
  readonly rollPeriods?: number;
}

/** Faster rows than this are noisy: their flat stretches are sought in medians of 15 minutes. */
const FAST_BELOW_MINUTES = 10;

/** Rows of the grid that lie in a flat window, or up to a window later. */
function flatRows(values: Float64Array, window: number, cutoff: number): Mask {
  const ranges = forwardRangePercent(values, window);
  const flat = new Uint8Array(values.length);
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < flat.length; row++) {
    if (ranges[row]! < cutoff) last = row;
    // The reference's backward window is not full before row `window − 1` and flags nothing there.
    flat[row] = row - last < window && row >= window - 1 ? 1 : 0;
  }
  return flat;
}

function isClipped(power: number, { low, high }: Band): boolean {
  const width = (high - low) / high;
  if (width <= 0.025) return power >= low && power <= high;
  if (!(width > 0.025)) return false;
  return (
    (power <= high * 1.0025 && power >= high * 0.9975) ||
    (power <= low * 1.0025 && power >= low * 0.9975)
  );
}

function keepOutsideBands(
  power: Float64Array,
  bands: readonly Band[],
  { bounds }: DayRuns,
  keep: Mask,
): void {
  for (const [day, band] of bands.entries()) {
    const end = bounds[day + 1]!;
    for (let row = bounds[day]!; row < end; row++) {
      keep[row] = isClipped(power[row]!, band) ? 0 : 1;
    }
  }
}

/** When more than 4 % clip at the level of the 99 % quantile of all, everything above that level clips. */
function applyOverallCeiling(power: Float64Array, cleaned: Float64Array, keep: Mask): void {
  const clipped = power.filter((_, row) => keep[row] === 0);
  if (!((clipped.length / power.length) * 100 > 4)) return;
  const ceiling = robustQuantile(cleaned, 0.99);
  const clippedCeiling = robustQuantile(clipped, 0.99);
  const apart = Math.abs((ceiling - clippedCeiling) / ((ceiling + clippedCeiling) / 2));
  if (!(apart < 0.005)) return;
  for (let row = 0; row < keep.length; row++) {
    if (cleaned[row]! >= ceiling) keep[row] = 0;
  }
}

/**
 * Keeps rows that the inverter did not clip: finds stretches in which power hardly changes, takes from them each
 * day's clipping band, and drops what lies in it.
 *
 * Steps of 10 minutes and more are judged as they are, faster ones in medians of 15 minutes. Night and zero power
 * are kept; a `NaN` row is kept, too, as it is not clipped: combine with a filter that drops it.
 *
 * @param timesMs - epoch ms, ascending; cut into days of local standard time with `utcOffsetMinutes`
 * @param powerW - AC power [W] or energy; any unit
 * @returns 1: keep
 * @throws RangeError when there are ten rows or fewer, or times descend
 * @see K. Perry, M. Muller, K. Anderson, IEEE PVSC 48, 2021, doi:10.1109/PVSC43889.2021.9518733; RdTools 3.2,
 *   `filtering.logic_clip_filter`
 * @example
 * const timesMs = Float64Array.from({ length: 96 }, (_, index) => index * 900_000);
 * const power = timesMs.map((_, index) => Math.min(3000, Math.max(0, 5000 * Math.sin(((index - 24) * Math.PI) / 48))));
 * logicClipFilter(timesMs, power)[48]; // 0
 */
export function logicClipFilter(
  timesMs: Float64Array,
  powerW: Float64Array,
  options: LogicClipFilterOptions = {},
): Mask {
  const { mounting = "fixed", rollingRangeMaxCutoff = 0.2 } = options;
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  const stepMinutes = clipStepMinutes(timesMs, powerW);
  const isFast = stepMinutes < FAST_BELOW_MINUTES;
  const days = dayRuns(timesMs, offsetMs);
  const cleaned = withoutFrozenDays(timesMs, powerW, days);
  const grid: RegularGrid = isFast
    ? resampleToGrid(timesMs, cleaned, 15, offsetMs, reduceToMedian)
    : interpolateToGrid(timesMs, cleaned, stepMinutes * MINUTE_MS);
  dropLowRows(grid.values, dayRuns(gridTimes(grid), offsetMs));
  const gridMinutes = grid.stepMs / MINUTE_MS;
  const usual = mounting === "single-axis-tracking" && gridMinutes < 30 ? 5 : 3;
  const flat = flatRows(grid.values, options.rollPeriods ?? usual, rollingRangeMaxCutoff);
  const isFlat = (row: number): boolean =>
    flat[Math.floor((timesMs[row]! - grid.startAt) / grid.stepMs)] === 1;
  const bands = dailyBands(powerW, isFlat, days, isFast ? robustBand : extremesBand);
  const keep = outMask(options.out, powerW.length);
  keepOutsideBands(powerW, bands, days, keep);
  applyOverallCeiling(powerW, cleaned, keep);
  return keep;
}
