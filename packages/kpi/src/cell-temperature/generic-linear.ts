import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** Heat loss and optics of {@link genericLinear}. */
export interface GenericLinearOptions {
  /** Heat loss without wind [W m⁻² K⁻¹]. */
  readonly uConstWm2K: number;
  /** Heat loss per wind speed [W s m⁻³ K⁻¹]. */
  readonly duWindWsm3K: number;
  /** Electrical efficiency of the module, 0…1. */
  readonly moduleEfficiency: number;
  /** Light absorptance of the module, 0…1. */
  readonly absorptance: number;
}

/**
 * Cell temperature by the linear heat loss that Faiman, PVsyst, NOCT and Sandia can be turned into:
 * Tair + G·(α − η) / (u + Δu·wind) [°C].
 *
 * Nothing is clipped; at 0 W m⁻² the cell has the temperature of the air.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed at 10 m [m s⁻¹]
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Driesse et al., 49th IEEE PVSC, “PV module operating temperature model equivalence”, 2022
 * @example
 * genericLinear(800, 20, 1, { uConstWm2K: 11.04, duWindWsm3K: 5.52, moduleEfficiency: 0.19, absorptance: 0.88 }); // 53.3…
 */
export function genericLinear(
  poaGlobalWm2: number,
  airC: number,
  windMps: number,
  options: GenericLinearOptions,
): number;
export function genericLinear(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options: GenericLinearOptions & Into,
): Float64Array;
export function genericLinear(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options: GenericLinearOptions & Into,
): NumberOrColumn {
  const { uConstWm2K, duWindWsm3K, moduleEfficiency, absorptance, out } = options;
  const rows = rowsOf(poaGlobalWm2, airC, windMps);
  const [poa, air, wind] = [cellsOf(poaGlobalWm2), cellsOf(airC), cellsOf(windMps)];
  const [poaStep, airStep, windStep] = [strideOf(poaGlobalWm2), strideOf(airC), strideOf(windMps)];
  const heated = absorptance - moduleEfficiency;
  const cell = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  for (let row = 0; row < cell.length; row++) {
    const loss = uConstWm2K + duWindWsm3K * wind[row * windStep]!;
    cell[row] = air[row * airStep]! + (poa[row * poaStep]! * heated) / loss;
  }
  return rows < 0 ? cell[0]! : cell;
}
