import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** How {@link ross} warms: by a NOCT or by the coefficient itself. */
export type RossOptions =
  | {
      /** Nominal operating cell temperature at 800 W m⁻², 20 °C, 1 m s⁻¹ [°C]. */
      readonly noctC: number;
    }
  | {
      /** Ross coefficient [K m² W⁻¹], about 0.02 (well cooled) to 0.056 (integrated). */
      readonly kKm2W: number;
    };

/**
 * Cell temperature after Ross: Tair + k·G, k = (NOCT − 20)/800 [°C].
 *
 * Nothing is clipped; wind does not enter (1 m s⁻¹ is meant).
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`; at night that of the air
 * @throws RangeError when columns differ in length
 * @see R. G. Ross, 15th IEEE PVSC, 1981; E. Skoplaki, J. Palyvos, doi:10.1016/j.solener.2008.10.008
 * @example
 * ross(800, 20, { noctC: 46 }); // 46
 */
export function ross(poaGlobalWm2: number, airC: number, options: RossOptions): number;
export function ross(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  options: RossOptions & Into,
): Float64Array;
export function ross(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  options: RossOptions & Into,
): NumberOrColumn {
  const k = "kKm2W" in options ? options.kKm2W : (options.noctC - 20) / 800;
  const rows = rowsOf(poaGlobalWm2, airC);
  const [poa, air] = [cellsOf(poaGlobalWm2), cellsOf(airC)];
  if (rows < 0) return air[0]! + k * poa[0]!;
  const [poaStep, airStep] = [strideOf(poaGlobalWm2), strideOf(airC)];
  const cell = outColumn(options.out, rows);
  for (let row = 0; row < rows; row++) {
    cell[row] = air[row * airStep]! + k * poa[row * poaStep]!;
  }
  return cell;
}
