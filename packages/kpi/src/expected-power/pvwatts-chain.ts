import { faiman, type FaimanOptions } from "../cell-temperature/faiman.ts";
import { iamPhysical, type IamPhysicalOptions } from "../iam/iam-physical.ts";
import { pvwattsDc } from "../pvwatts/dc.ts";
import { pvwattsInverter } from "../pvwatts/inverter.ts";
import { relativeAirmass } from "../atmosphere/relative-airmass.ts";
import { extraRadiation } from "../solar-position/extra-radiation.ts";
import type { Site } from "../solar-position/site.ts";
import { solarPosition } from "../solar-position/solar-position.ts";
import type { SkyModel } from "../transposition/sky-model.ts";
import { totalIrradiance } from "../transposition/total-irradiance.ts";
import { DEFAULT_LOSSES_PCT, type ExpectedPlant } from "./physical.ts";
import { type ArrayMounting, surfaceOf } from "./surface.ts";

/** Weather of regular steps, columns of the same rows. */
export interface WeatherRows {
  /** Epoch ms, ascending. */
  readonly timesMs: Float64Array;
  readonly ghiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  readonly dhiWm2: Float64Array;
  /** Air temperature [°C]. */
  readonly airC: Float64Array;
  /** Wind speed at module height [m s⁻¹]. */
  readonly windMps: Float64Array;
}

/** Plant and models of {@link pvwattsChain}. */
export interface PvwattsChainOptions {
  readonly site: Site;
  readonly mounting: ArrayMounting;
  readonly plant: ExpectedPlant;
  /** Middle of a step minus its stamp [ms]: −½ step for stamps at the end. The sun is taken there. Default 0. */
  readonly middleShiftMs?: number;
  /** Reflectance of the ground; default 0.25. */
  readonly albedo?: number;
  /** Model of the sky; default "perez". */
  readonly skyModel?: SkyModel;
  readonly cover?: IamPhysicalOptions;
  readonly heatLoss?: FaimanOptions;
}

/** What the chain gives, a column each. */
export interface PvwattsChain {
  readonly apparentZenithDeg: Float64Array;
  readonly azimuthDeg: Float64Array;
  readonly surfaceTiltDeg: Float64Array;
  readonly surfaceAzimuthDeg: Float64Array;
  readonly aoiDeg: Float64Array;
  /** In-plane irradiance, before and after reflection at the cover [W m⁻²]. */
  readonly poaGlobalWm2: Float64Array;
  readonly effectiveWm2: Float64Array;
  readonly cellC: Float64Array;
  /** DC power after losses, AC power [W]. */
  readonly dcPowerW: Float64Array;
  readonly acPowerW: Float64Array;
}

/** Where the sky models know nothing without light, the plane receives 0; a missing input stays missing. */
function darkIsZero(column: Float64Array, { ghiWm2, dniWm2, dhiWm2 }: WeatherRows): void {
  for (let row = 0; row < column.length; row++) {
    if (column[row]! === column[row]!) continue;
    const light = ghiWm2[row]! + dniWm2[row]! + dhiWm2[row]!;
    if (light === light) column[row] = 0;
  }
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
 * const { acPowerW } = pvwattsChain(weather, {
 *   site: { latitudeDeg: 36.1, longitudeDeg: -79.95, altitudeM: 273 },
 *   mounting: { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180 },
 *   plant: { dcRatingW: 100_000, gammaPerK: -0.0037, acRatingW: 80_000 },
 *   middleShiftMs: -1_800_000,
 * });
 */
export function pvwattsChain(weather: WeatherRows, options: PvwattsChainOptions): PvwattsChain {
  const { timesMs, ghiWm2, dniWm2, dhiWm2, airC, windMps } = weather;
  const { site, mounting, plant, middleShiftMs = 0, albedo, skyModel = "perez" } = options;
  const middleMs = middleShiftMs === 0 ? timesMs : timesMs.map((time) => time + middleShiftMs);
  const { apparentZenithDeg, azimuthDeg } = solarPosition(middleMs, {
    ...site,
    columns: ["apparentZenithDeg", "azimuthDeg"],
  });
  const surface = surfaceOf(mounting, apparentZenithDeg, azimuthDeg);
  const scratch = relativeAirmass(apparentZenithDeg);
  const plane = totalIrradiance(
    {
      ...(surface.fixed ?? surface),
      zenithDeg: apparentZenithDeg,
      azimuthDeg,
      dniWm2,
      ghiWm2,
      dhiWm2,
      dniExtraWm2: extraRadiation(middleMs),
      airmassRelative: scratch,
      model: skyModel,
      ...(albedo === undefined ? {} : { albedo }),
    },
    { columns: ["poaGlobalWm2", "poaDirectWm2", "poaDiffuseWm2", "aoiDeg"] },
  );
  const effectiveWm2 = iamPhysical(plane.aoiDeg, { ...options.cover, out: scratch });
  for (let row = 0; row < effectiveWm2.length; row++) {
    effectiveWm2[row] = plane.poaDirectWm2[row]! * effectiveWm2[row]! + plane.poaDiffuseWm2[row]!;
  }
  darkIsZero(effectiveWm2, weather);
  darkIsZero(plane.poaGlobalWm2, weather);
  const heat = { ...options.heatLoss, out: plane.poaDirectWm2 };
  const cellC = faiman(plane.poaGlobalWm2, airC, windMps, heat);
  const { dcRatingW, gammaPerK, lossesPct = DEFAULT_LOSSES_PCT, siteFactor = 1 } = plant;
  const { acRatingW = dcRatingW, inverterEfficiency: nominalEfficiency = 0.96 } = plant;
  const dcPowerW = pvwattsDc(effectiveWm2, cellC, {
    dcRatingW: dcRatingW * (1 - lossesPct / 100) * siteFactor,
    gammaPerK,
    out: plane.poaDiffuseWm2,
  });
  const dcLimitW = acRatingW / nominalEfficiency;
  return {
    apparentZenithDeg,
    azimuthDeg,
    surfaceTiltDeg: surface.surfaceTiltDeg,
    surfaceAzimuthDeg: surface.surfaceAzimuthDeg,
    aoiDeg: plane.aoiDeg,
    poaGlobalWm2: plane.poaGlobalWm2,
    effectiveWm2,
    cellC,
    dcPowerW,
    acPowerW: pvwattsInverter(dcPowerW, { dcLimitW, nominalEfficiency }),
  };
}
