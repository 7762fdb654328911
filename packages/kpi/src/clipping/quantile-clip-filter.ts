import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { robustQuantile } from "../statistics/robust.ts";

/** Where {@link quantileClipFilter} sees the ceiling. */
export interface QuantileClipFilterOptions extends MaskInto {
  /** Probability of the quantile, 0 to 1. Default 0.98. */
  readonly probability?: number;
}

/**
 * Keeps power below 99 % of its robust 98 % quantile. It always drops some rows, clipped or not.
 *
 * @param powerW - AC power [W]; any unit
 * @returns 1: keep; `NaN` is not kept, night is
 * @see RdTools 3.2, `filtering.quantile_clip_filter`
 * @example
 * quantileClipFilter(Float64Array.of(0, 400, 700, 1000, 1000)); // Uint8Array [1, 1, 1, 0, 0]
 */
export function quantileClipFilter(
  powerW: Float64Array,
  options: QuantileClipFilterOptions = {},
): Mask {
  const limit = robustQuantile(powerW, options.probability ?? 0.98) * 0.99;
  const keep = outMask(options.out, powerW.length);
  for (let row = 0; row < keep.length; row++) keep[row] = powerW[row]! < limit ? 1 : 0;
  return keep;
}
