import { type Into, outColumn } from "../column.ts";
import { fuentesConvection } from "./fuentes-convection.ts";
import {
  type FuentesMounting,
  fuentesMounting,
  type Mounting,
  STEFAN_BOLTZMANN_1987,
} from "./fuentes-mounting.ts";

const KELVIN = 273.15;
const START_K = 293.15; // the module before the first row: Fuentes starts at 20 °C
const ITERATIONS = 10;

/** Rows and mounting of {@link fuentes}. */
export interface FuentesOptions extends FuentesMounting, Into {
  /** Epoch ms of the rows, ascending; the first step is taken to be as long as the second. */
  readonly timesMs: Float64Array;
  /** Height of the module's middle above ground [m]; default 5. */
  readonly moduleHeightM?: number;
  /** Height at which the wind was measured [m]; default 9.144. */
  readonly windHeightM?: number;
}

interface Weather {
  readonly airK: number;
  readonly skyK: number;
  readonly windMps: number;
  readonly heatWm2: number;
  readonly heatBeforeWm2: number;
  readonly hours: number;
}

/** Heat balance of one step; ten rounds, as heat loss depends on the temperature sought. */
function step(beforeK: number, weather: Weather, mounting: Mounting): number {
  const { airK, skyK, windMps, heatWm2, heatBeforeWm2, hours } = weather;
  const radiates = mounting.emissivity * STEFAN_BOLTZMANN_1987;
  let moduleK = beforeK;
  for (let round = 0; round < ITERATIONS; round++) {
    const meanK = (moduleK + airK) / 2;
    const convection =
      mounting.convectionRatio *
      fuentesConvection(meanK, windMps, Math.abs(moduleK - airK), mounting, true);
    const sky = radiates * (moduleK ** 2 + skyK ** 2) * (moduleK + skyK);
    const groundK = airK + mounting.groundRatio * (moduleK - airK);
    const ground = radiates * (moduleK ** 2 + groundK ** 2) * (moduleK + groundK);
    const loss = convection + sky + ground;
    const lag = (-loss / mounting.capacity) * hours * 3600;
    const kept = lag > -10 ? Math.exp(lag) : 0;
    const towards = convection * airK + sky * skyK + ground * groundK + heatBeforeWm2;
    const rise = heatWm2 - heatBeforeWm2;
    moduleK = beforeK * kept + ((1 - kept) * (towards + rise / lag) + rise) / loss;
  }
  return moduleK;
}

/**
 * Module temperature by Fuentes' heat balance with thermal mass (the model of PVWatts) [°C].
 *
 * Each row depends on those before: cut a series and the first hour after the cut changes. Night is computed like
 * day (a clear sky cools below the air). A `NaN` in an input gives `NaN` for its row; the row after starts from the
 * air's temperature, so that a gap does not swallow the rest of the series.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed at `windHeightM` [m s⁻¹]
 * @returns module temperature [°C]
 * @throws RangeError when columns differ in length
 * @see M. K. Fuentes, SAND85-0330, 1987; A. P. Dobos, NREL/TP-6A20-62641, doi:10.2172/1158421
 * @example
 * const hour = 3_600_000;
 * fuentes(Float64Array.of(0, 500), Float64Array.of(10, 12), Float64Array.of(1, 2), {
 *   timesMs: Float64Array.of(0, hour),
 *   noctInstalledC: 45,
 * });
 */
export function fuentes(
  poaGlobalWm2: Float64Array,
  airC: Float64Array,
  windMps: Float64Array,
  options: FuentesOptions,
): Float64Array {
  const { timesMs, absorption = 0.83, moduleHeightM = 5, windHeightM = 9.144, out } = options;
  const rows = poaGlobalWm2.length;
  if (airC.length !== rows || windMps.length !== rows || timesMs.length !== rows) {
    throw new RangeError("irradiance, air, wind and times differ in rows");
  }
  const mounting = fuentesMounting(options);
  const lift = (moduleHeightM / windHeightM) ** 0.2;
  const module = outColumn(out, rows);
  let [moduleK, heatBeforeWm2] = [START_K, 0];
  for (let row = 0; row < rows; row++) {
    const airK = airC[row]! + KELVIN;
    const until = Math.max(row, Math.min(1, rows - 1));
    const weather = {
      airK,
      skyK: 0.68 * (0.0552 * airK ** 1.5) + 0.32 * airK,
      windMps: windMps[row]! * lift + 1e-4, // Fuentes: keeps the balance solvable when it is calm
      heatWm2: poaGlobalWm2[row]! * absorption,
      heatBeforeWm2,
      hours: (timesMs[until]! - timesMs[until - 1]!) / 3_600_000,
    };
    const next = step(moduleK, weather, mounting);
    module[row] = next - KELVIN;
    moduleK = Number.isNaN(next) ? (Number.isNaN(airK) ? START_K : airK) : next;
    heatBeforeWm2 = Number.isNaN(weather.heatWm2) ? 0 : weather.heatWm2;
  }
  return module;
}
