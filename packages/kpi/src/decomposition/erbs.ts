import type { NumberOrColumn } from "../column.ts";
import {
  decomposeBy,
  type Decomposition,
  type DecompositionInput,
  type DecompositionInto,
} from "./diffuse-fraction.ts";

function erbsFraction(kt: number): number {
  if (kt > 0.8) return 0.165;
  if (kt > 0.22) return 0.9511 + kt * (-0.1604 + kt * (4.388 + kt * (-16.638 + kt * 12.336)));
  return 1 - 0.09 * kt;
}

/**
 * Direct and diffuse from global irradiance by Erbs, Klein and Duffie.
 *
 * Diffuse fraction: 1 − 0.09 kt up to 0.22; 0.9511 − 0.1604 kt + 4.388 kt² − 16.638 kt³ + 12.336 kt⁴ up to 0.8; then 0.165.
 * DHI = fraction·GHI, DNI = (GHI − DHI)/cos ζ. With the sun above 87° of zenith, or GHI or DNI negative: DNI 0, DHI = GHI.
 *
 * @returns DNI, DHI [W/m²] and clearness index; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see D. G. Erbs, S. A. Klein, J. A. Duffie, Solar Energy 28(4), 293–302, 1982, doi:10.1016/0038-092X(82)90302-4
 * @example
 * erbs({ ghiWm2: 1000, zenithDeg: 10, dniExtraWm2: 1321.6 }).dniWm2; // 842.0…
 */
export function erbs(input: DecompositionInput<number>): Decomposition;
export function erbs(input: DecompositionInput & DecompositionInto): Decomposition<Float64Array>;
export function erbs(input: DecompositionInput & DecompositionInto): Decomposition<NumberOrColumn> {
  return decomposeBy(input, erbsFraction);
}
