import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** Heat loss and optics of {@link pvsystCell}. */
export interface PvsystCellOptions {
  /** Constant heat loss [W m⁻² K⁻¹]; default 29 (free standing), see {@link PVSYST_MOUNTINGS}. */
  readonly uCWm2K?: number;
  /** Heat loss per wind speed [W s m⁻³ K⁻¹]; default 0. */
  readonly uVWsm3K?: number;
  /** Electrical efficiency of the module, 0…1; default 0.1. */
  readonly moduleEfficiency?: number;
  /** Absorption coefficient, 0…1; default 0.9. */
  readonly alphaAbsorption?: number;
}

/** Heat losses that PVsyst proposes by mounting. */
export const PVSYST_MOUNTINGS: Readonly<
  Record<"freestanding" | "insulated" | "semiIntegrated", PvsystCellOptions>
> = {
  freestanding: { uCWm2K: 29, uVWsm3K: 0 },
  insulated: { uCWm2K: 15, uVWsm3K: 0 },
  semiIntegrated: { uCWm2K: 20, uVWsm3K: 0 },
};

/**
 * Cell temperature after PVsyst: Tair + G·α·(1 − η) / (uC + uV·wind) [°C].
 *
 * Nothing is clipped; at 0 W m⁻² the cell has the temperature of the air.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed, at the height for which uV was found [m s⁻¹]
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Mermoud, PVsyst 7 help, “Array thermal losses”; D. Faiman, doi:10.1002/pip.813
 * @example
 * pvsystCell(1000, 20, 1); // 47.93…
 */
export function pvsystCell(
  poaGlobalWm2: number,
  airC: number,
  windMps: number,
  options?: PvsystCellOptions,
): number;
export function pvsystCell(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options?: PvsystCellOptions & Into,
): Float64Array;
export function pvsystCell(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options: PvsystCellOptions & Into = {},
): NumberOrColumn {
  const { uCWm2K = 29, uVWsm3K = 0, moduleEfficiency = 0.1, alphaAbsorption = 0.9, out } = options;
  const rows = rowsOf(poaGlobalWm2, airC, windMps);
  const [poa, air, wind] = [cellsOf(poaGlobalWm2), cellsOf(airC), cellsOf(windMps)];
  const [poaStep, airStep, windStep] = [strideOf(poaGlobalWm2), strideOf(airC), strideOf(windMps)];
  const heated = alphaAbsorption * (1 - moduleEfficiency);
  const cell = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  for (let row = 0; row < cell.length; row++) {
    const loss = uCWm2K + uVWsm3K * wind[row * windStep]!;
    cell[row] = air[row * airStep]! + (poa[row * poaStep]! * heated) / loss;
  }
  return rows < 0 ? cell[0]! : cell;
}
