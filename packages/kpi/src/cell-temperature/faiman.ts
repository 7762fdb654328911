import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** Heat loss of {@link faiman}. */
export interface FaimanOptions {
  /** Heat loss without wind [W m⁻² K⁻¹]; default 25 (Faiman 2008, mean of his modules). */
  readonly u0Wm2K?: number;
  /** Heat loss per wind speed [W s m⁻³ K⁻¹]; default 6.84. */
  readonly u1Wsm3K?: number;
}

function at(poa: number, air: number, wind: number, u0: number, u1: number): number {
  return air + poa / (u0 + u1 * wind);
}

/**
 * Cell temperature after Faiman: Tair + G / (u0 + u1·wind) [°C].
 *
 * Steady state, no thermal inertia: feed it means of minutes, not one-second samples. At night (0 W m⁻²) the cell
 * has the temperature of the air; nothing is clipped, a negative irradiance gives a cell below the air.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed at module height [m s⁻¹]
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`
 * @throws RangeError when columns differ in length
 * @see D. Faiman, Prog. Photovolt. 16(4), 307–315, 2008, doi:10.1002/pip.813; IEC 61853-2:2016
 * @example
 * faiman(800, 20, 1); // 45.12…
 */
export function faiman(
  poaGlobalWm2: number,
  airC: number,
  windMps: number,
  options?: FaimanOptions,
): number;
export function faiman(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options?: FaimanOptions & Into,
): Float64Array;
export function faiman(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options: FaimanOptions & Into = {},
): NumberOrColumn {
  const { u0Wm2K = 25, u1Wsm3K = 6.84, out } = options;
  const rows = rowsOf(poaGlobalWm2, airC, windMps);
  const [poa, air, wind] = [cellsOf(poaGlobalWm2), cellsOf(airC), cellsOf(windMps)];
  if (rows < 0) return at(poa[0]!, air[0]!, wind[0]!, u0Wm2K, u1Wsm3K);
  const [poaStep, airStep, windStep] = [strideOf(poaGlobalWm2), strideOf(airC), strideOf(windMps)];
  const cell = outColumn(out, rows);
  for (let row = 0; row < rows; row++) {
    cell[row] = at(
      poa[row * poaStep]!,
      air[row * airStep]!,
      wind[row * windStep]!,
      u0Wm2K,
      u1Wsm3K,
    );
  }
  return cell;
}
