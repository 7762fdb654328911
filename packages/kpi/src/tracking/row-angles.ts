import { DEGREES, RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

/** Rows of fixed modules. */
export interface Rows {
  /** Ground coverage ratio: width of a row over the distance of rows. */
  readonly gcr: number;
  /** Height on the module, as a share of its width from the lower edge. */
  readonly slantHeight: number;
}

/**
 * Elevation at which the row in front hides the sky, seen from a height on the module.
 *
 * atan(gcr(1 − s) sin β / (1 − gcr(1 − s) cos β))
 *
 * @param surfaceTiltDeg - tilt of the modules [deg]
 * @returns angle [deg]; `NaN` for `NaN`
 * @see D. Passias, B. Källbäck, "Shading effects in rows of solar cell panels", Solar Cells 11, 281–291, 1984,
 * doi:10.1016/0379-6787(84)90017-6
 * @example
 * maskingAngle(30, { gcr: 0.4, slantHeight: 0.5 }); // 6.89…
 */
export function maskingAngle(surfaceTiltDeg: number, rows: Rows): number;
export function maskingAngle(surfaceTiltDeg: Float64Array, rows: Rows & Into): Float64Array;
export function maskingAngle(surfaceTiltDeg: NumberOrColumn, rows: Rows & Into): NumberOrColumn {
  const share = rows.gcr * (1 - rows.slantHeight);
  return mapColumn(surfaceTiltDeg, rows.out, (tiltDeg) => {
    const tilt = tiltDeg * RADIANS;
    return Math.atan((share * Math.sin(tilt)) / (1 - share * Math.cos(tilt))) * DEGREES;
  });
}

/**
 * Angle below the horizontal at which the ground behind the row in front comes into sight, from a height on the module.
 *
 * atan2(gcr·s·sin β, gcr·s·cos β + 1)
 *
 * @param surfaceTiltDeg - tilt of the modules [deg]
 * @returns angle [deg]; `NaN` for `NaN`
 * @see K. S. Anderson, M. Mikofski, NREL/TP-5K00-76626, 2020, doi:10.2172/1660126
 * @example
 * groundAngle(30, { gcr: 0.4, slantHeight: 0.5 }); // 4.87…
 */
export function groundAngle(surfaceTiltDeg: number, rows: Rows): number;
export function groundAngle(surfaceTiltDeg: Float64Array, rows: Rows & Into): Float64Array;
export function groundAngle(surfaceTiltDeg: NumberOrColumn, rows: Rows & Into): NumberOrColumn {
  const share = rows.gcr * rows.slantHeight;
  return mapColumn(surfaceTiltDeg, rows.out, (tiltDeg) => {
    const tilt = tiltDeg * RADIANS;
    return Math.atan2(share * Math.sin(tilt), share * Math.cos(tilt) + 1) * DEGREES;
  });
}

function passiasMean(tiltDeg: number, gcr: number): number {
  const tilt = tiltDeg * RADIANS;
  const [sine, cosine] = [Math.sin(tilt), Math.cos(tilt)];
  const x = 1 / gcr;
  const mean =
    (-x * sine * Math.log(Math.abs(2 * x * cosine - (x * x + 1)))) / 2 +
    (x * cosine - 1) * Math.atan((x * cosine - 1) / (x * sine)) +
    (1 - x * cosine) * Math.atan(cosine / sine) +
    x * Math.log(x) * sine;
  return Number.isFinite(mean) || Number.isNaN(tiltDeg) ? mean * DEGREES : 0;
}

/**
 * Mean over the module of the elevation at which the row in front hides the sky, in closed form.
 *
 * @param surfaceTiltDeg - tilt of the modules [deg]
 * @returns angle [deg]; 0 for flat modules, `NaN` for `NaN`
 * @see D. Passias, B. Källbäck, Solar Cells 11, 281–291, 1984, doi:10.1016/0379-6787(84)90017-6
 * @example
 * maskingAnglePassias(10, { gcr: 0.4 }); // 2.734…
 */
export function maskingAnglePassias(surfaceTiltDeg: number, rows: { readonly gcr: number }): number;
export function maskingAnglePassias(
  surfaceTiltDeg: Float64Array,
  rows: { readonly gcr: number } & Into,
): Float64Array;
export function maskingAnglePassias(
  surfaceTiltDeg: NumberOrColumn,
  rows: { readonly gcr: number } & Into,
): NumberOrColumn {
  return mapColumn(surfaceTiltDeg, rows.out, (tilt) => passiasMean(tilt, rows.gcr));
}

/**
 * Share of the isotropic sky that a masking angle hides: 1 − cos²(ψ/2).
 *
 * @param maskingAngleDeg - of {@link maskingAngle} or {@link maskingAnglePassias} [deg]
 * @returns share, 0 to 1; `NaN` for `NaN`
 * @see D. Passias, B. Källbäck, Solar Cells 11, 281–291, 1984, doi:10.1016/0379-6787(84)90017-6
 * @example
 * skyDiffusePassias(10); // 0.0075…
 */
export function skyDiffusePassias(maskingAngleDeg: number): number;
export function skyDiffusePassias(maskingAngleDeg: Float64Array, options?: Into): Float64Array;
export function skyDiffusePassias(
  maskingAngleDeg: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumn(maskingAngleDeg, options.out, (masking) => {
    const cosine = Math.cos((masking / 2) * RADIANS);
    return 1 - cosine * cosine;
  });
}
