import { detectClearsky } from "../clear-sky-detection/detect-clearsky.ts";
import { jordanHansenLimits, type ClearskyLimits } from "../clear-sky-detection/limits.ts";
import { commonStepMs, MINUTE_MS } from "../local-days.ts";
import type { Mask, MaskInto } from "../mask.ts";

/** Limits of {@link clearskyFilter}; the defaults suit rows of 15 minutes. */
export interface ClearskyFilterOptions extends MaskInto, Partial<ClearskyLimits> {
  /** Take the window, `maxDiffWm2`, `varDiff` and `slopeDevWm2` that suit the data's step. Default false. */
  readonly lookUpLimits?: boolean;
}

/**
 * Keeps clear-sky times of irradiance in the plane of the array; see {@link detectClearsky}.
 *
 * @param timesMs - epoch ms at equal steps
 * @param poaGlobalWm2 - measured irradiance in the plane of the array [W m⁻²]
 * @param poaClearSkyWm2 - clear-sky irradiance in the same plane [W m⁻²]
 * @returns 1: keep; night and windows with `NaN` are not kept
 * @throws RangeError when steps differ or a window holds fewer than three rows
 * @see RdTools 3.2, `filtering.pvlib_clearsky_filter`
 * @example
 * const timesMs = Float64Array.from({ length: 24 }, (_, index) => index * 900_000);
 * const sky = timesMs.map((_, index) => 700 + 10 * index);
 * clearskyFilter(timesMs, sky, sky)[12]; // 1
 */
export function clearskyFilter(
  timesMs: Float64Array,
  poaGlobalWm2: Float64Array,
  poaClearSkyWm2: Float64Array,
  options: ClearskyFilterOptions = {},
): Mask {
  const { lookUpLimits = false, ...given } = options;
  const known = jordanHansenLimits(lookUpLimits ? commonStepMs(timesMs) / MINUTE_MS : 15);
  const { windowMinutes, maxDiffWm2, varDiff, slopeDevWm2 } = known;
  const limits = lookUpLimits
    ? { ...known, ...given, windowMinutes, maxDiffWm2, varDiff, slopeDevWm2 }
    : { ...known, ...given };
  return detectClearsky(timesMs, poaGlobalWm2, poaClearSkyWm2, limits).clear;
}
