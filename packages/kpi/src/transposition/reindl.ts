import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";
import { projectionOf, surfaceInputs } from "./aoi.ts";
import { type HayDaviesInput, MIN_COS_ZENITH_RATIO } from "./hay-davies.ts";

/** Inputs of {@link reindl}. */
export interface ReindlInput<Value = NumberOrColumn> extends HayDaviesInput<Value> {
  /** Global horizontal irradiance [W/m²]. */
  readonly ghiWm2: Value;
}

/** Sky diffuse irradiance. */
export function reindlSky(
  dhi: number,
  dni: number,
  ghi: number,
  dniExtra: number,
  projection: number,
  cosZenith: number,
  tiltDeg: number,
): number {
  const tilt = tiltDeg * RADIANS;
  const anisotropy = dni / dniExtra;
  const ratio = Math.max(projection, 0) / Math.max(cosZenith, MIN_COS_ZENITH_RATIO);
  const beamShare = ghi === 0 ? 0 : Math.max(dni * cosZenith, 0) / ghi;
  const halfTilt = Math.sin(tilt / 2);
  const horizon = Math.sqrt(beamShare) * (halfTilt * halfTilt * halfTilt);
  const wide = (1 - anisotropy) * 0.5 * (1 + Math.cos(tilt));
  return dhi * (wide + anisotropy * ratio + wide * horizon);
}

/**
 * Sky diffuse irradiance on a surface by Reindl: as Hay and Davies, with a brighter horizon.
 *
 * DHI·((1 − A)(1 + cos β)/2·(1 + √(DNI cos ζ/GHI)·sin³(β/2)) + A·R)
 *
 * @returns irradiance [W/m²]; `NaN` where an input is `NaN` and for negative GHI under a beam
 * @throws RangeError when columns differ in length
 * @see D. T. Reindl, W. A. Beckman, J. A. Duffie, Solar Energy 45(1), 9–17, 1990, doi:10.1016/0038-092X(90)90061-G
 * @example
 * const place = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 40, azimuthDeg: 180 };
 * reindl({ ...place, dhiWm2: 100, dniWm2: 700, ghiWm2: 636, dniExtraWm2: 1366 }); // 112…
 */
export function reindl(input: ReindlInput<number>): number;
export function reindl(input: ReindlInput & Into): Float64Array;
export function reindl(input: ReindlInput & Into): NumberOrColumn {
  const { dhiWm2, dniWm2, ghiWm2, dniExtraWm2 } = input;
  const inputs = [...surfaceInputs(input), dhiWm2, dniWm2, ghiWm2, dniExtraWm2];
  return mapRows(inputs, input.out, (cells) => {
    const [tilt, zenith] = [cells[0]!, cells[2]!];
    const projection = projectionOf(tilt, cells[1]!, zenith, cells[3]!);
    const cosZenith = Math.cos(zenith * RADIANS);
    return reindlSky(cells[4]!, cells[5]!, cells[6]!, cells[7]!, projection, cosZenith, tilt);
  });
}
