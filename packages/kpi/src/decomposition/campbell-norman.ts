import { RADIANS } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";

/** Inputs of {@link campbellNorman}. */
export interface CampbellNormanInput<Value = NumberOrColumn> {
  readonly zenithDeg: Value;
  /** Transmittance of the air, 0 to 1; 0.6 to 0.7 for a clear sky. */
  readonly transmittance: Value;
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: Value;
  /** Extraterrestrial normal irradiance [W/m²]. Default 1367. */
  readonly dniExtraWm2?: Value;
}

/** Answer of {@link campbellNorman} [W/m²]. */
export interface CampbellNormanIrradiance<Value = number> {
  readonly ghiWm2: Value;
  readonly dniWm2: Value;
  readonly dhiWm2: Value;
}

const NAMES = ["ghiWm2", "dniWm2", "dhiWm2"] as const;

function fillRow(cells: Float64Array, into: Float64Array): void {
  const [zenith, transmittance, pressure, extra] = [cells[0]!, cells[1]!, cells[2]!, cells[3]!];
  const cosZenith = zenith <= 90 ? Math.cos(zenith * RADIANS) : Number.NaN;
  const passed = transmittance ** (pressure / 101_325 / cosZenith);
  const dhi = 0.3 * (1 - passed) * extra * cosZenith;
  into[1] = extra * passed;
  into[2] = dhi;
  into[0] = dhi + into[1] * cosZenith;
}

/**
 * Irradiance from the transmittance of the air: DNI = I₀·τ^AM, DHI = 0.3·(1 − τ^AM)·I₀·cos ζ.
 *
 * @returns irradiance [W/m²]; `NaN` below the horizon and where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see G. S. Campbell, J. M. Norman, "An Introduction to Environmental Biophysics", 2nd ed., 1998
 * @example
 * campbellNorman({ zenithDeg: 45, transmittance: 0.65 }).dniWm2; // 743.3…
 */
export function campbellNorman(input: CampbellNormanInput<number>): CampbellNormanIrradiance;
export function campbellNorman(
  input: CampbellNormanInput & { readonly out?: Partial<CampbellNormanIrradiance<Float64Array>> },
): CampbellNormanIrradiance<Float64Array>;
export function campbellNorman(
  input: CampbellNormanInput & { readonly out?: Partial<CampbellNormanIrradiance<Float64Array>> },
): CampbellNormanIrradiance<NumberOrColumn> {
  const { zenithDeg, transmittance, pressurePa = 101_325, dniExtraWm2 = 1367 } = input;
  return mapNamed(NAMES, [zenithDeg, transmittance, pressurePa, dniExtraWm2], input.out, fillRow);
}
