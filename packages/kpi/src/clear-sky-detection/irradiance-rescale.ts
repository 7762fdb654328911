import { rowsOf } from "../column.ts";
import { quantile } from "../statistics/quantile.ts";
import { minimise } from "./minimise.ts";

/** Options of {@link irradianceRescaleFactor}. */
export interface IrradianceRescaleOptions {
  /** "iterative": choose clear rows, fit, choose again, until it rests. "single": fit once, choosing as it goes. Default "iterative". */
  readonly method?: "iterative" | "single";
  /** Largest number of rounds of "iterative". Default 100. */
  readonly maxIterations?: number;
  /** Change of the factor at which "iterative" rests. Default 1e-6. */
  readonly convergenceThreshold?: number;
}

/** Rows within 20 % of the scaled model are fitted … */
const CLEAR_INDEX_LOW = 0.8;
const CLEAR_INDEX_HIGH = 1.2;
/** … and of "iterative" only those above this [W m⁻²]. */
const BRIGHT_WM2 = 200;

function isClear(measured: number, scaled: number): boolean {
  const index = measured / scaled;
  return index >= CLEAR_INDEX_LOW && index <= CLEAR_INDEX_HIGH;
}

/** Least squares of measured on modelled over the rows that are clear at `factor`. */
function refit(measured: Float64Array, modelled: Float64Array, factor: number): number {
  let products = 0;
  let squares = 0;
  for (let row = 0; row < measured.length; row++) {
    const seen = measured[row]!;
    const model = modelled[row]!;
    if (!(seen > BRIGHT_WM2) || !isClear(seen, factor * model)) continue;
    products += seen * model;
    squares += model * model;
  }
  return products / squares;
}

function rmseAt(measured: Float64Array, modelled: Float64Array, factor: number): number {
  let squares = 0;
  let count = 0;
  for (let row = 0; row < measured.length; row++) {
    const scaled = factor * modelled[row]!;
    const seen = measured[row]!;
    if (!isClear(seen, scaled)) continue;
    squares += (scaled - seen) ** 2;
    count++;
  }
  return Math.sqrt(squares / count);
}

/**
 * Factor by which modelled clear-sky irradiance is to be multiplied to meet the measured one on clear rows.
 *
 * @param measuredWm2 - measured irradiance [W m⁻²]; `NaN` is left out
 * @param modelledWm2 - modelled irradiance in the same plane [W m⁻²]; `NaN` is left out
 * @returns factor [1]; `NaN` when no row is clear
 * @throws RangeError when "iterative" does not come to rest
 * @see RdTools 3.2, `normalization.irradiance_rescale`
 * @example
 * const model = Float64Array.of(300, 600, 900);
 * irradianceRescaleFactor(model.map((value) => 1.05 * value), model); // 1.05
 */
export function irradianceRescaleFactor(
  measuredWm2: Float64Array,
  modelledWm2: Float64Array,
  options: IrradianceRescaleOptions = {},
): number {
  rowsOf(measuredWm2, modelledWm2);
  const { method = "iterative", maxIterations = 100, convergenceThreshold = 1e-6 } = options;
  let factor = quantile(measuredWm2, 0.9) / quantile(modelledWm2, 0.9);
  if (method === "single") {
    return minimise((candidate) => rmseAt(measuredWm2, modelledWm2, candidate), factor);
  }
  let previous = 1;
  for (let round = 0; Math.abs(factor - previous) > convergenceThreshold; round++) {
    if (round >= maxIterations) {
      throw new RangeError(`the factor did not come to rest in ${maxIterations} rounds`);
    }
    previous = factor;
    factor = refit(measuredWm2, modelledWm2, factor);
  }
  return factor;
}
