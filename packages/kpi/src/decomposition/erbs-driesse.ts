import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import {
  decomposeRow,
  type Decomposition,
  DECOMPOSITION_NAMES,
  type DecompositionInput,
  type DecompositionInto,
} from "./diffuse-fraction.ts";

export function erbsDriesseFraction(kt: number): number {
  if (kt > 0.792) return 0.165;
  if (kt <= 0.216) return 1 - 0.09 * kt;
  const quadratic = 4.246926715218317 + kt * (-16.470508424697307 + kt * 12.26911439571261);
  return 0.946296633571001 + kt * (-0.11390583806313881 + kt * quadratic);
}

/**
 * Direct and diffuse from global irradiance by Driesse's smooth reformulation of Erbs: no jump, no break in slope.
 *
 * As `erbs`, with bounds 0.216 and 0.792 and a fitted quartic between; negative GHI counts as 0.
 *
 * @returns DNI, DHI [W/m²] and clearness index; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Driesse, A. Jensen, R. Perez, "A continuous form of the Perez diffuse sky model for forward and reverse
 * transposition", Solar Energy 267, 112093, 2024, doi:10.1016/j.solener.2023.112093
 * @example
 * erbsDriesse({ ghiWm2: 1000, zenithDeg: 10, dniExtraWm2: 1321.6 }).dniWm2; // 841.7…
 */
export function erbsDriesse(input: DecompositionInput<number>): Decomposition;
export function erbsDriesse(
  input: DecompositionInput & DecompositionInto,
): Decomposition<Float64Array>;
export function erbsDriesse(
  input: DecompositionInput & DecompositionInto,
): Decomposition<NumberOrColumn> {
  const inputs = [input.ghiWm2, input.zenithDeg, input.dniExtraWm2];
  return mapNamed(DECOMPOSITION_NAMES, inputs, input.out, (cells, into) => {
    decomposeRow(Math.max(0, cells[0]!), cells[1]!, cells[2]!, erbsDriesseFraction, into);
  });
}
