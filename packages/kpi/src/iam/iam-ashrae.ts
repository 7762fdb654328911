import { cosDeg } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

/** Options of {@link iamAshrae}. */
export interface IamAshraeOptions {
  /** Default 0.05. */
  readonly b?: number;
}

function ashraeOf(aoiDeg: number, b: number): number {
  if (Math.abs(aoiDeg) >= 90) return 0;
  return Math.max(0, 1 - b * (1 / cosDeg(aoiDeg) - 1));
}

/**
 * Incidence angle modifier by ASHRAE: 1 − b·(1/cos AOI − 1), not below 0.
 *
 * @param aoiDeg - angle of incidence [deg]; its sign does not matter
 * @returns share of light that passes, over that at normal incidence; 0 from 90°, `NaN` for `NaN`
 * @see A. F. Souka, H. H. Safwat, Solar Energy 10(4), 170–174, 1966, doi:10.1016/0038-092X(66)90004-1; ASHRAE standard
 * 93-77
 * @example
 * iamAshrae(60); // 0.95
 */
export function iamAshrae(aoiDeg: number, options?: IamAshraeOptions): number;
export function iamAshrae(aoiDeg: Float64Array, options?: IamAshraeOptions & Into): Float64Array;
export function iamAshrae(
  aoiDeg: NumberOrColumn,
  options: IamAshraeOptions & Into = {},
): NumberOrColumn {
  const { b = 0.05, out } = options;
  return mapColumn(aoiDeg, out, (aoi) => ashraeOf(aoi, b));
}
