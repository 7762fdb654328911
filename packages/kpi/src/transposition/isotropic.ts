import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";

/** Inputs of {@link isotropic}. */
export interface IsotropicInput<Value = NumberOrColumn> {
  readonly surfaceTiltDeg: Value;
  /** Diffuse horizontal irradiance [W/m²]. */
  readonly dhiWm2: Value;
}

/**
 * Sky diffuse irradiance on a surface, of a sky that is equally bright all over: DHI·(1 + cos β)/2.
 *
 * @returns irradiance [W/m²]; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see H. C. Hottel, B. B. Woertz, Trans. ASME 64, 91–104, 1942
 * @example
 * isotropic({ surfaceTiltDeg: 60, dhiWm2: 100 }); // 75
 */
export function isotropic(input: IsotropicInput<number>): number;
export function isotropic(input: IsotropicInput & Into): Float64Array;
export function isotropic(input: IsotropicInput & Into): NumberOrColumn {
  return mapRows(
    [input.surfaceTiltDeg, input.dhiWm2],
    input.out,
    (cells) => cells[1]! * (1 + Math.cos(cells[0]! * RADIANS)) * 0.5,
  );
}
