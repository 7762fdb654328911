import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

const STEFAN_BOLTZMANN = 5.670374419e-8; // W m⁻² K⁻⁴, CODATA 2018, exact since the SI of 2019
const KELVIN = 273.15;

/** Heat loss and sky of {@link faimanRad}. */
export interface FaimanRadOptions {
  /** Heat loss without wind, without the radiative part [W m⁻² K⁻¹]; default 25. */
  readonly u0Wm2K?: number;
  /** Heat loss per wind speed [W s m⁻³ K⁻¹]; default 6.84. */
  readonly u1Wsm3K?: number;
  /** Share of the sky that the module sees, 0…1; default 1 (horizontal). (1 + 3 cos tilt)/4 is a first guess. */
  readonly skyView?: number;
  /** Infrared emissivity of the module's surface, 0…1; default 0.88. */
  readonly emissivity?: number;
}

/**
 * Cell temperature after Faiman with radiative loss to the sky: Tair + (G − ε·F·(σT⁴ − IR↓)) / (u0 + u1·wind) [°C].
 *
 * At night the cell lies below the air under a clear sky. The default heat losses of {@link faiman} count a part of
 * the radiation already: give fitted ones.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed at module height [m s⁻¹]
 * @param infraredDownWm2 - downwelling infrared from the sky on the horizontal [W m⁻²]
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Driesse et al., SAND2022-11604, 2022, doi:10.2172/1884890
 * @example
 * faimanRad(800, 20, 1, 350); // 43.22…
 */
export function faimanRad(
  poaGlobalWm2: number,
  airC: number,
  windMps: number,
  infraredDownWm2: number,
  options?: FaimanRadOptions,
): number;
export function faimanRad(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  infraredDownWm2: NumberOrColumn,
  options?: FaimanRadOptions & Into,
): Float64Array;
export function faimanRad(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  infraredDownWm2: NumberOrColumn,
  options: FaimanRadOptions & Into = {},
): NumberOrColumn {
  const { u0Wm2K = 25, u1Wsm3K = 6.84, skyView = 1, emissivity = 0.88, out } = options;
  const rows = rowsOf(poaGlobalWm2, airC, windMps, infraredDownWm2);
  const [poa, air, wind] = [cellsOf(poaGlobalWm2), cellsOf(airC), cellsOf(windMps)];
  const down = cellsOf(infraredDownWm2);
  const [poaStep, airStep, windStep] = [strideOf(poaGlobalWm2), strideOf(airC), strideOf(windMps)];
  const downStep = strideOf(infraredDownWm2);
  const cell = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  for (let row = 0; row < cell.length; row++) {
    const airNow = air[row * airStep]!;
    const up = STEFAN_BOLTZMANN * (airNow + KELVIN) ** 4;
    const loss = emissivity * skyView * (up - down[row * downStep]!);
    cell[row] = airNow + (poa[row * poaStep]! - loss) / (u0Wm2K + u1Wsm3K * wind[row * windStep]!);
  }
  return rows < 0 ? cell[0]! : cell;
}
