import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { quantile } from "../statistics/quantile.ts";

/** What {@link insolationFilter} drops. */
export interface InsolationFilterOptions extends MaskInto {
  /** Share of the rows with the least insolation to drop, 0 to 1. Default 0.1. */
  readonly probability?: number;
}

/**
 * Keeps rows at or above a quantile of the insolation: drops the darkest days.
 *
 * @param insolationWhm2 - usually daily insolation [Wh m⁻²]; any unit
 * @returns 1: keep; `NaN` is not kept
 * @see RdTools 3.2, `filtering.insolation_filter`
 * @example
 * insolationFilter(Float64Array.of(100, 5000, 6000), { probability: 0.4 }); // Uint8Array [0, 1, 1]
 */
export function insolationFilter(
  insolationWhm2: Float64Array,
  options: InsolationFilterOptions = {},
): Mask {
  const limit = quantile(insolationWhm2, options.probability ?? 0.1);
  const keep = outMask(options.out, insolationWhm2.length);
  for (let row = 0; row < keep.length; row++) {
    keep[row] = insolationWhm2[row]! >= limit ? 1 : 0;
  }
  return keep;
}
