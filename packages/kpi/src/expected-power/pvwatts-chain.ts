import { faiman, type FaimanOptions } from "../cell-temperature/faiman.ts";
import { pvwattsDc } from "../pvwatts/dc.ts";
import { pvwattsInverter } from "../pvwatts/inverter.ts";
import { type ArrayLight, arrayLight, type ArrayLightOptions, planeLight } from "./array-light.ts";
import { litRows, pack, unpack } from "./lit-rows.ts";
import { DEFAULT_LOSSES_PCT, type ExpectedPlant } from "./physical.ts";
import type { WeatherRows } from "./weather-rows.ts";

/** What the chain can give, a column each. */
export interface PvwattsChain extends ArrayLight {
  readonly cellC: Float64Array;
  /** DC power after losses, AC power [W]. */
  readonly dcPowerW: Float64Array;
  readonly acPowerW: Float64Array;
}

/** Names of the columns of {@link pvwattsChain}. */
export type PvwattsChainName = keyof PvwattsChain;

/** Plant and models of {@link pvwattsChain}. */
export interface PvwattsChainOptions<
  Name extends PvwattsChainName = PvwattsChainName,
> extends ArrayLightOptions {
  readonly plant: ExpectedPlant;
  readonly heatLoss?: FaimanOptions;
  /** Columns wanted; default all. Without angles among them, rows without light cost nothing. */
  readonly columns?: readonly Name[];
}

const ANGLES: readonly string[] = [
  "apparentZenithDeg",
  "azimuthDeg",
  "surfaceTiltDeg",
  "surfaceAzimuthDeg",
  "aoiDeg",
];

/** Light at the array; of the lit rows only, where the angles of the others are not asked for. */
function lightOf(weather: WeatherRows, options: PvwattsChainOptions): Partial<ArrayLight> {
  const { columns, middleShiftMs = 0 } = options;
  const { timesMs, ghiWm2, dniWm2, dhiWm2 } = weather;
  if (columns === undefined || columns.some((name) => ANGLES.includes(name))) {
    const middleMs = middleShiftMs === 0 ? timesMs : timesMs.map((time) => time + middleShiftMs);
    return arrayLight(middleMs, { ghiWm2, dniWm2, dhiWm2 }, options);
  }
  const rows = litRows(weather);
  const [ghi, dni, dhi] = [pack(ghiWm2, rows), pack(dniWm2, rows), pack(dhiWm2, rows)];
  const light = { ghiWm2: ghi, dniWm2: dni, dhiWm2: dhi };
  const lit = planeLight(pack(timesMs, rows, middleShiftMs), light, options);
  return {
    poaGlobalWm2: unpack(lit.poaGlobalWm2, rows, timesMs.length),
    effectiveWm2: unpack(lit.effectiveWm2, rows, timesMs.length),
  };
}

/**
 * Power of a plant from weather, the whole PVWatts chain: sun (SPA), air mass, plane of the array (fixed or tracking),
 * reflection at the cover, Faiman's cell temperature, PVWatts DC, losses, inverter.
 *
 * At night 0; where weather is `NaN`, power is `NaN`. The sun is taken at the middle of the steps: say where the
 * stamps are.
 *
 * @throws RangeError when columns differ in length
 * @see A. P. Dobos, PVWatts 5, NREL/TP-6A20-62641, doi:10.2172/1158421; the models' own sources
 * @example
 * const weather = {
 *   timesMs: Float64Array.of(Date.UTC(2023, 5, 21, 17)),
 *   ghiWm2: Float64Array.of(950),
 *   dniWm2: Float64Array.of(850),
 *   dhiWm2: Float64Array.of(120),
 *   airC: Float64Array.of(24),
 *   windMps: Float64Array.of(2),
 * };
 * const { acPowerW } = pvwattsChain(weather, {
 *   site: { latitudeDeg: 36.1, longitudeDeg: -79.95, altitudeM: 273 },
 *   mounting: { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180 },
 *   plant: { dcRatingW: 100_000, gammaPerK: -0.0037, acRatingW: 80_000 },
 *   middleShiftMs: -1_800_000,
 *   columns: ["acPowerW"],
 * });
 */
export function pvwattsChain<Name extends PvwattsChainName = PvwattsChainName>(
  weather: WeatherRows,
  options: PvwattsChainOptions<Name>,
): Pick<PvwattsChain, Name>;
export function pvwattsChain(
  weather: WeatherRows,
  options: PvwattsChainOptions,
): Partial<PvwattsChain> {
  const { airC, windMps, timesMs } = weather;
  const { dcRatingW, gammaPerK, lossesPct = DEFAULT_LOSSES_PCT, siteFactor = 1 } = options.plant;
  const { acRatingW = dcRatingW, inverterEfficiency: nominalEfficiency = 0.96 } = options.plant;
  const light = lightOf(weather, options);
  const { poaGlobalWm2 = new Float64Array(timesMs.length), effectiveWm2 = poaGlobalWm2 } = light;
  const cellC = faiman(poaGlobalWm2, airC, windMps, { ...options.heatLoss });
  const dcPowerW = pvwattsDc(effectiveWm2, cellC, {
    dcRatingW: dcRatingW * (1 - lossesPct / 100) * siteFactor,
    gammaPerK,
  });
  const dcLimitW = acRatingW / nominalEfficiency;
  const acPowerW = pvwattsInverter(dcPowerW, { dcLimitW, nominalEfficiency });
  return { ...light, cellC, dcPowerW, acPowerW };
}
