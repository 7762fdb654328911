import type { NumberOrColumn } from "../column.ts";
import {
  decomposeBy,
  type Decomposition,
  type DecompositionInput,
  type DecompositionInto,
} from "./diffuse-fraction.ts";

function orgillFraction(kt: number): number {
  if (kt > 0.75) return 0.177;
  return kt >= 0.35 ? 1.557 - 1.84 * kt : 1 - 0.249 * kt;
}

/**
 * Direct and diffuse from global irradiance by Orgill and Hollands.
 *
 * Diffuse fraction: 1 − 0.249 kt below 0.35; 1.557 − 1.84 kt up to 0.75; then 0.177. The rest as `erbs`.
 *
 * @returns DNI, DHI [W/m²] and clearness index; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see J. F. Orgill, K. G. T. Hollands, Solar Energy 19(4), 357–359, 1977, doi:10.1016/0038-092X(77)90006-8
 * @example
 * orgillHollands({ ghiWm2: 1000, zenithDeg: 10, dniExtraWm2: 1321.6 }).dhiWm2; // 177
 */
export function orgillHollands(input: DecompositionInput<number>): Decomposition;
export function orgillHollands(
  input: DecompositionInput & DecompositionInto,
): Decomposition<Float64Array>;
export function orgillHollands(
  input: DecompositionInput & DecompositionInto,
): Decomposition<NumberOrColumn> {
  return decomposeBy(input, orgillFraction);
}
