import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

/** Options of {@link iamSapm}. */
export interface IamSapmOptions {
  /** B0 to B5 of the module, constant first. */
  readonly coefficients: readonly number[];
  /** Ceiling of the answer. Default: none. */
  readonly upper?: number;
}

function sapmIamOf(aoiDeg: number, coefficients: readonly number[], upper: number): number {
  if (aoiDeg < 0) return 0;
  let sum = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) {
    sum = sum * aoiDeg + coefficients[power]!;
  }
  return Math.min(Math.max(sum, 0), upper);
}

/**
 * Incidence angle modifier of the Sandia array performance model: a polynomial of degree 5, not below 0.
 *
 * @param aoiDeg - angle of incidence [deg]
 * @returns modifier; 0 for negative angles; the polynomial goes on beyond 90°; `NaN` for `NaN`
 * @see D. L. King, E. E. Boyson, J. A. Kratochvil, SAND2004-3535, 2004, doi:10.2172/919131
 * @example
 * iamSapm(60, { coefficients: [1, -0.002438, 0.0003103, -1.246e-5, 2.11e-7, -1.36e-9] }); // 0.9564…
 */
export function iamSapm(aoiDeg: number, options: IamSapmOptions): number;
export function iamSapm(aoiDeg: Float64Array, options: IamSapmOptions & Into): Float64Array;
export function iamSapm(aoiDeg: NumberOrColumn, options: IamSapmOptions & Into): NumberOrColumn {
  const { coefficients, upper = Number.POSITIVE_INFINITY, out } = options;
  return mapColumn(aoiDeg, out, (aoi) => sapmIamOf(aoi, coefficients, upper));
}
