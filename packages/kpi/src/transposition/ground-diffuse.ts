import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";

/** Reflectance of the ground when nothing is known. */
export const DEFAULT_ALBEDO = 0.25;

/** Reflectance of common surfaces. */
export const SURFACE_ALBEDOS = {
  urban: 0.18,
  grass: 0.2,
  freshGrass: 0.26,
  soil: 0.17,
  sand: 0.4,
  snow: 0.65,
  freshSnow: 0.75,
  asphalt: 0.12,
  concrete: 0.3,
  aluminum: 0.85,
  copper: 0.74,
  freshSteel: 0.35,
  dirtySteel: 0.08,
  sea: 0.06,
} as const;

/** Inputs of {@link groundDiffuse}. */
export interface GroundDiffuseInput<Value = NumberOrColumn> {
  readonly surfaceTiltDeg: Value;
  /** Global horizontal irradiance [W/m²]. */
  readonly ghiWm2: Value;
  /** Reflectance of the ground, 0 to 1. Default 0.25. */
  readonly albedo?: Value;
}

/**
 * Irradiance on a tilted surface reflected from the ground: GHI·albedo·(1 − cos β)/2.
 *
 * @returns irradiance [W/m²]; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see P. G. Loutzenhiser et al., Solar Energy 81(2), 254–267, 2007, doi:10.1016/j.solener.2006.03.009
 * @example
 * groundDiffuse({ surfaceTiltDeg: 90, ghiWm2: 800 }); // 100
 */
export function groundDiffuse(input: GroundDiffuseInput<number>): number;
export function groundDiffuse(input: GroundDiffuseInput & Into): Float64Array;
export function groundDiffuse(input: GroundDiffuseInput & Into): NumberOrColumn {
  const { surfaceTiltDeg, ghiWm2, albedo = DEFAULT_ALBEDO, out } = input;
  return mapRows(
    [surfaceTiltDeg, ghiWm2, albedo],
    out,
    (cells) => cells[1]! * cells[2]! * (1 - Math.cos(cells[0]! * RADIANS)) * 0.5,
  );
}
