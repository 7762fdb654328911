import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";
import { projectionOf, surfaceInputs, type SurfaceAndSun } from "./aoi.ts";

/** Inputs of {@link klucher}. */
export interface KlucherInput<Value = NumberOrColumn> extends SurfaceAndSun<Value> {
  readonly dhiWm2: Value;
  readonly ghiWm2: Value;
}

/** Klucher's factor on the isotropic sky. */
export function klucherSky(
  dhi: number,
  ghi: number,
  tiltDeg: number,
  zenithDeg: number,
  projection: number,
): number {
  const share = dhi / ghi;
  // 0/0 at night: no light, no factor. Missing values stay missing through dhi and the product below.
  const f = share !== share && dhi === dhi && ghi === ghi ? 0 : 1 - share * share;
  const ahead = Math.max(projection, 0);
  const tilt = tiltDeg * RADIANS;
  const halfTilt = Math.sin(tilt * 0.5);
  const sinZenith = Math.sin(zenithDeg * RADIANS);
  const horizon = 1 + f * (halfTilt * halfTilt * halfTilt);
  const aroundSun = 1 + f * ahead * ahead * (sinZenith * sinZenith * sinZenith);
  return dhi * 0.5 * (1 + Math.cos(tilt)) * horizon * aroundSun;
}

/**
 * Sky diffuse irradiance on a surface by Klucher: isotropic, brighter at the horizon and around the sun as it clears up.
 *
 * F = 1 − (DHI/GHI)²; DHI·(1 + cos β)/2·(1 + F sin³(β/2))·(1 + F cos²AOI·sin³ζ)
 *
 * @returns irradiance [W/m²]; 0 at night, `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see T. M. Klucher, Solar Energy 23(2), 111–114, 1979, doi:10.1016/0038-092X(79)90110-5
 * @example
 * const place = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 40, azimuthDeg: 180 };
 * klucher({ ...place, dhiWm2: 100, ghiWm2: 600 }); // 118…
 */
export function klucher(input: KlucherInput<number>): number;
export function klucher(input: KlucherInput & Into): Float64Array;
export function klucher(input: KlucherInput & Into): NumberOrColumn {
  const inputs = [...surfaceInputs(input), input.dhiWm2, input.ghiWm2];
  return mapRows(inputs, input.out, (cells) => {
    const projection = projectionOf(cells[0]!, cells[1]!, cells[2]!, cells[3]!);
    return klucherSky(cells[4]!, cells[5]!, cells[0]!, cells[2]!, projection);
  });
}
