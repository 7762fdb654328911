import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";
import { interpolatingSpline } from "../interpolating-spline.ts";

/** Options of {@link iamInterp}. */
export interface IamInterpOptions {
  /** Angles of incidence that were measured [deg], rising. */
  readonly aoiRefDeg: readonly number[];
  /** Modifiers at those angles, not below 0. */
  readonly iamRef: readonly number[];
  /** Default `"linear"`. */
  readonly method?: "linear" | "quadratic" | "cubic";
  /** Divides by the value at 0°. Default true. */
  readonly normalize?: boolean;
}

const DEGREES_OF = { linear: 1, quadratic: 2, cubic: 3 } as const;

/**
 * Incidence angle modifier from a measured table, by a spline through its points.
 *
 * Beyond the table the outermost piece goes on; nothing is below 0. For speed a table with a step of 1° may be made of it.
 *
 * @param aoiDeg - angle of incidence [deg]; its sign does not matter
 * @returns modifier; `NaN` for `NaN`
 * @throws RangeError when there are too few points for the method, or negative modifiers
 * @see IEC 61853-2:2016 (how the table is measured)
 * @example
 * iamInterp(50, { aoiRefDeg: [0, 40, 60, 90], iamRef: [1, 0.99, 0.94, 0] }); // 0.965
 */
export function iamInterp(aoiDeg: number, options: IamInterpOptions): number;
export function iamInterp(aoiDeg: Float64Array, options: IamInterpOptions & Into): Float64Array;
export function iamInterp(
  aoiDeg: NumberOrColumn,
  options: IamInterpOptions & Into,
): NumberOrColumn {
  const { aoiRefDeg, iamRef, method = "linear", normalize = true, out } = options;
  if (iamRef.some((value) => value < 0)) {
    throw new RangeError("iamRef has a negative modifier: light cannot be less than none");
  }
  const spline = interpolatingSpline(aoiRefDeg, iamRef, DEGREES_OF[method]);
  const scale = normalize ? spline(0) : 1;
  return mapColumn(aoiDeg, out, (aoi) => Math.max(spline(Math.abs(aoi)), 0) / scale);
}
