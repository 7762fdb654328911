import { RADIANS } from "../angle.ts";
import { type Into, type NumberOrColumn, zeroUnlessMissing } from "../column.ts";
import { mapRows } from "../column-map.ts";
import { surfaceInputs, type SurfaceAndSun } from "./aoi.ts";

/** Inputs of {@link hayDavies}. */
export interface HayDaviesInput<Value = NumberOrColumn> extends SurfaceAndSun<Value> {
  /** Diffuse horizontal irradiance [W/m²]. */
  readonly dhiWm2: Value;
  /** Direct normal irradiance [W/m²]. */
  readonly dniWm2: Value;
  /** Extraterrestrial normal irradiance [W/m²]. */
  readonly dniExtraWm2: Value;
}

/** Floor of cos ζ in the ratio of the beams: 89°. */
export const MIN_COS_ZENITH_RATIO = 0.01745;

/** Sky diffuse irradiance; `skyView` is (1 + cos β)/2. */
export function hayDaviesSky(
  dhi: number,
  dni: number,
  dniExtra: number,
  projection: number,
  cosZenith: number,
  skyView: number,
): number {
  const anisotropy = dni / dniExtra;
  const ratio = Math.max(projection, 0) / Math.max(cosZenith, MIN_COS_ZENITH_RATIO);
  return Math.max(dhi * (1 - anisotropy) * skyView, 0) + Math.max(dhi * anisotropy * ratio, 0);
}

/**
 * Sky diffuse irradiance on a surface by Hay and Davies: part of it comes from the sun's direction.
 *
 * A = DNI/I₀, R = max(cos AOI, 0)/max(cos ζ, 0.01745); DHI·((1 − A)(1 + cos β)/2 + A·R), each part not below 0.
 *
 * @returns irradiance [W/m²]; goes on with what diffuse is left at night; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see J. E. Hay, J. A. Davies, Proc. First Canadian Solar Radiation Data Workshop, 59, 1980; P. G. Loutzenhiser et al.,
 * Solar Energy 81(2), 254–267, 2007, doi:10.1016/j.solener.2006.03.009
 * @example
 * const place = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 80, azimuthDeg: 170 };
 * hayDavies({ ...place, dhiWm2: 10, dniWm2: 0, dniExtraWm2: 1367 }); // 9.33…
 */
export function hayDavies(input: HayDaviesInput<number>): number;
export function hayDavies(input: HayDaviesInput & Into): Float64Array;
export function hayDavies(input: HayDaviesInput & Into): NumberOrColumn {
  const inputs = [...surfaceInputs(input), input.dhiWm2, input.dniWm2, input.dniExtraWm2];
  let lastTilt = Number.NaN;
  let cosTilt = Number.NaN;
  let sinTilt = Number.NaN;
  return mapRows(inputs, input.out, (cells) => {
    const tilt = cells[0]!;
    const zenith = cells[2]! * RADIANS;
    const turned = (cells[3]! - cells[1]!) * RADIANS;
    const dhi = cells[4]!;
    const anisotropy = cells[5]! / cells[6]!;
    if (dhi === 0) return zeroUnlessMissing(tilt + zenith + turned + anisotropy); // night; missing stays missing
    if (tilt !== lastTilt) {
      lastTilt = tilt;
      cosTilt = Math.cos(tilt * RADIANS);
      sinTilt = Math.sin(tilt * RADIANS);
    }
    const cosZenith = Math.cos(zenith);
    const raw = cosTilt * cosZenith + sinTilt * Math.sin(zenith) * Math.cos(turned);
    const projection = Math.min(Math.max(raw, -1), 1);
    return hayDaviesSky(dhi, cells[5]!, cells[6]!, projection, cosZenith, 0.5 * (1 + cosTilt));
  });
}
