import type { NumberOrColumn } from "../column.ts";
import {
  decomposeBy,
  type Decomposition,
  type DecompositionInput,
  type DecompositionInto,
} from "./diffuse-fraction.ts";

/** Coefficients of {@link boland}: 8.645 and 0.613 are for 15 minutes, 7.997 and 0.586 for an hour. */
export interface BolandCoefficients {
  /** Steepness. Default 8.645. */
  readonly a?: number;
  /** Clearness index at which half is diffuse. Default 0.613. */
  readonly b?: number;
}

/**
 * Direct and diffuse from global irradiance by Boland's logistic curve.
 *
 * Diffuse fraction: 1 / (1 + exp(a·(kt − b))). The rest as `erbs`.
 *
 * @returns DNI, DHI [W/m²] and clearness index; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see J. Boland, L. Scott, M. Luther, Environmetrics 12(2), 103–116, 2001; J. Boland, ch. 8 of V. Badescu (ed.),
 * "Modeling Solar Radiation at the Earth's Surface", 2008, doi:10.1007/978-3-540-77455-6_8
 * @example
 * boland({ ghiWm2: 1000, zenithDeg: 10, dniExtraWm2: 1321.6 }).dniWm2; // 805.1…
 */
export function boland(input: DecompositionInput<number> & BolandCoefficients): Decomposition;
export function boland(
  input: DecompositionInput & BolandCoefficients & DecompositionInto,
): Decomposition<Float64Array>;
export function boland(
  input: DecompositionInput & BolandCoefficients & DecompositionInto,
): Decomposition<NumberOrColumn> {
  const { a = 8.645, b = 0.613 } = input;
  return decomposeBy(input, (kt) => 1 / (1 + Math.exp(a * (kt - b))));
}
