import { cellsOf, rowsOf } from "../column.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";

/** How far {@link csiFilter} lets the clear-sky index lie from 1. */
export interface CsiFilterOptions extends MaskInto {
  /** [1], inclusive. Default 0.15. */
  readonly threshold?: number;
}

/**
 * Keeps rows whose clear-sky index, measured over clear-sky irradiance, is close to 1.
 *
 * @param poaGlobalWm2 - measured irradiance in the plane of the array [W m⁻²]
 * @param poaClearSkyWm2 - clear-sky irradiance in the same plane [W m⁻²]; 0 at night, which is not kept
 * @returns `true`, or 1 in the row: keep; `NaN` is not kept
 * @see RdTools 3.2, `filtering.csi_filter`
 * @example
 * csiFilter(920, 1000); // true
 */
export function csiFilter(
  poaGlobalWm2: number,
  poaClearSkyWm2: number,
  options?: CsiFilterOptions,
): boolean;
export function csiFilter(
  poaGlobalWm2: Float64Array,
  poaClearSkyWm2: Float64Array,
  options?: CsiFilterOptions,
): Mask;
export function csiFilter(
  poaGlobalWm2: number | Float64Array,
  poaClearSkyWm2: number | Float64Array,
  options: CsiFilterOptions = {},
): boolean | Mask {
  const { threshold = 0.15, out } = options;
  const low = 1 - threshold;
  const high = 1 + threshold;
  if (typeof poaGlobalWm2 === "number" && typeof poaClearSkyWm2 === "number") {
    const index = poaGlobalWm2 / poaClearSkyWm2;
    return index >= low && index <= high;
  }
  const keep = outMask(out, rowsOf(poaGlobalWm2, poaClearSkyWm2));
  const measured = cellsOf(poaGlobalWm2);
  const sky = cellsOf(poaClearSkyWm2);
  for (let row = 0; row < keep.length; row++) {
    const index = measured[row]! / sky[row]!;
    keep[row] = index >= low && index <= high ? 1 : 0;
  }
  return keep;
}
