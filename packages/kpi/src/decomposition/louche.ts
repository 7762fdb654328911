import { RADIANS } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import { clearnessOf } from "./clearness-index.ts";
import {
  type Decomposition,
  DECOMPOSITION_NAMES,
  type DecompositionInput,
  type DecompositionInto,
} from "./diffuse-fraction.ts";

function fillRow(cells: Float64Array, into: Float64Array): void {
  const [ghi, zenith, extra] = [cells[0]!, cells[1]!, cells[2]!];
  const cosZenith = Math.cos(zenith * RADIANS);
  const kt = clearnessOf(ghi, cosZenith, extra, 2);
  const kb = 0.002 + kt * (-0.059 + kt * (0.994 + kt * (-5.205 + kt * (15.307 - kt * 10.627))));
  const dni = kb * extra;
  const isDiffuse = (zenith > 90 || ghi < 0 || dni < 0) && kt === kt;
  into[0] = isDiffuse ? 0 : dni;
  into[1] = isDiffuse ? ghi : ghi - dni * cosZenith;
  into[2] = kt;
}

/**
 * Direct and diffuse from global irradiance by Louche et al.: a quintic in kt for the direct clearness index.
 *
 * @returns DNI, DHI [W/m²] and clearness index (up to 2); by night DNI is 0 and DHI = GHI; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Louche et al., Solar Energy 46(4), 261–266, 1991, doi:10.1016/0038-092X(91)90072-5
 * @example
 * louche({ ghiWm2: 600, zenithDeg: 45, dniExtraWm2: 1366 }).dniWm2; // 542…
 */
export function louche(input: DecompositionInput<number>): Decomposition;
export function louche(input: DecompositionInput & DecompositionInto): Decomposition<Float64Array>;
export function louche(
  input: DecompositionInput & DecompositionInto,
): Decomposition<NumberOrColumn> {
  const inputs = [input.ghiWm2, input.zenithDeg, input.dniExtraWm2];
  return mapNamed(DECOMPOSITION_NAMES, inputs, input.out, fillRow);
}
