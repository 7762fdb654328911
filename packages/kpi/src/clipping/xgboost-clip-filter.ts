import { dayRuns, MINUTE_MS, type DayRuns } from "../local-days.ts";
import { outMask, type Mask } from "../mask.ts";
import { clipStepMinutes, type ClipOptions } from "./clip-series.ts";
import { dailyBands, extremesBand } from "./daily-band.ts";
import {
  gridTimes,
  interpolateToGrid,
  reduceToMean,
  resampleToGrid,
  type RegularGrid,
} from "./regular-grid.ts";
import { dailyMaxima, FEATURES, scaleToUnit, treeFeatures } from "./tree-features.ts";
import { marginOf, type Trees } from "./tree-model.ts";

/** Model and days of {@link xgboostClipFilter}. */
export interface XgboostClipFilterOptions extends ClipOptions {
  /** The model, read with {@link readTrees}: RdTools' `xgboost_clipping_model.json` is not part of this package. */
  readonly trees: Trees;
}

/** The model never saw faster rows. */
const SHORTEST_MODEL_STEP_MINUTES = 5;

/** What the model says at each row of the grid; a row it cannot judge repeats the one before. */
function predict(trees: Trees, features: Float32Array, rows: number): Mask {
  const clipped = new Uint8Array(rows);
  let last = 0;
  for (let row = 0; row < rows; row++) {
    const offset = row * FEATURES;
    if (!Number.isNaN(features[offset])) last = marginOf(trees, features, offset) > 0 ? 1 : 0;
    clipped[row] = last;
  }
  return clipped;
}

/** Days after the last one that clips inherit its band, as in the reference. */
function bandOfDay<T extends { readonly low: number }>(bands: readonly T[], day: number): T {
  const last = bands.findLastIndex(({ low }) => low === low);
  return bands[day > last && last >= 0 ? last : day]!;
}

interface Judged {
  readonly scaled: Float64Array;
  readonly days: DayRuns;
  readonly flagged: Mask;
  readonly isFast: boolean;
}

function keepOutsideBands({ scaled, days, flagged, isFast }: Judged, keep: Mask): void {
  const bands = dailyBands(scaled, (row) => flagged[row] === 1, days, extremesBand);
  const maxima = dailyMaxima(scaled, days);
  for (const day of bands.keys()) {
    const { low, high } = bandOfDay(bands, day);
    const floor = isFast ? Math.max(low, high * 0.96) : low;
    const end = days.bounds[day + 1]!;
    for (let row = days.bounds[day]!; row < end; row++) {
      const value = scaled[row]!;
      const share = value / (maxima[row]! + 0.00001);
      const isClipped =
        value >= floor && share >= (isFast ? 0.9 : 0.95) && value <= high * 1.0025 && value >= 0.1;
      keep[row] = isClipped ? 0 : 1;
    }
  }
}

/**
 * Keeps rows that a gradient-boosted classifier does not call clipped; its verdicts set each day's clipping band.
 *
 * Night is kept, and so is `NaN`: combine with a filter that drops it.
 *
 * @param timesMs - epoch ms, ascending; cut into days of local standard time with `utcOffsetMinutes`
 * @param powerW - AC power [W] or energy; any unit
 * @returns 1: keep
 * @throws RangeError when there are ten rows or fewer, or times descend
 * @see K. Perry, M. Muller, K. Anderson, IEEE PVSC 48, 2021, doi:10.1109/PVSC43889.2021.9518733; RdTools 3.2,
 *   `filtering.xgboost_clip_filter`
 * @example
 * const tree = {
 *   left_children: [1, -1, -1],
 *   right_children: [2, -1, -1],
 *   split_indices: [6, 0, 0],
 *   split_conditions: [0.55, -2, 2],
 *   default_left: [1, 0, 0],
 * };
 * const trees = readTrees({ learner: { gradient_booster: { model: { trees: [tree] } } } });
 * const timesMs = Float64Array.from({ length: 96 }, (_, index) => index * 900_000);
 * const power = timesMs.map((_, index) => Math.min(3000, Math.max(0, 5000 * Math.sin(((index - 24) * Math.PI) / 48))));
 * xgboostClipFilter(timesMs, power, { trees })[48]; // 0
 */
export function xgboostClipFilter(
  timesMs: Float64Array,
  powerW: Float64Array,
  options: XgboostClipFilterOptions,
): Mask {
  const { trees, mounting = "fixed", utcOffsetMinutes = 0 } = options;
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const stepMinutes = Math.floor(clipStepMinutes(timesMs, powerW));
  const regular = interpolateToGrid(timesMs, powerW, stepMinutes * MINUTE_MS);
  const isFast = stepMinutes < SHORTEST_MODEL_STEP_MINUTES;
  const grid: RegularGrid = isFast
    ? resampleToGrid(
        gridTimes(regular),
        regular.values,
        SHORTEST_MODEL_STEP_MINUTES,
        offsetMs,
        reduceToMean,
      )
    : regular;
  const features = treeFeatures(grid.values, {
    stepMinutes,
    modelStepMinutes: Math.max(stepMinutes, SHORTEST_MODEL_STEP_MINUTES),
    isTracking: mounting === "single-axis-tracking",
    days: dayRuns(gridTimes(grid), offsetMs),
  });
  const onGrid = predict(trees, features, grid.values.length);
  const flagged = new Uint8Array(powerW.length);
  for (let row = 0; row < flagged.length; row++) {
    flagged[row] = onGrid[Math.floor((timesMs[row]! - grid.startAt) / grid.stepMs)] ?? 0;
  }
  const keep = outMask(options.out, powerW.length);
  const scaled = scaleToUnit(powerW);
  keepOutsideBands({ scaled, days: dayRuns(timesMs, offsetMs), flagged, isFast }, keep);
  return keep;
}
