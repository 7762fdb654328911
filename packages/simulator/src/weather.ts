import { HOUR_MS, MINUTE_MS, type Instant, type PvArray } from "@solarmon/core";
import { absoluteAirmass, altitudeToPressure, relativeAirmass } from "@solarmon/kpi/atmosphere";
import { faiman } from "@solarmon/kpi/cell-temperature";
import { type ClearSky, ineichen } from "@solarmon/kpi/clear-sky";
import { ephemeris, type EphemerisPosition, extraRadiation } from "@solarmon/kpi/solar-position";
import { totalIrradiance } from "@solarmon/kpi/transposition";
import { cloudClearness, underClouds } from "./clouds.ts";
import { smoothNoise } from "./random.ts";

/** Place and climate of a plant. */
export interface Site {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  /** Height above sea [m]. */
  readonly altitudeM: number;
  /** Mean air temperature over the day [°C]. */
  readonly meanAirC: number;
  /** 0 always fair, 1 always overcast. */
  readonly cloudiness: number;
}

/** Irradiance on the ground and on an array. */
interface Light extends ClearSky {
  /** In the plane of the array [W/m²]. */
  readonly poaWm2: number;
}

/** Light, air and wind at one instant. */
export interface Weather extends Light {
  readonly airC: number;
  readonly moduleC: number;
  readonly windMps: number;
}

const LINKE_TURBIDITY = 3;
const ALBEDO = 0.2;
const DAILY_SWING_C = 6;
const NIGHT: Light = { ghiWm2: 0, dniWm2: 0, dhiWm2: 0, poaWm2: 0 };

function airTemperatureC(site: Site, seed: number, at: Instant): number {
  const solarHour = (at / HOUR_MS + site.longitudeDeg / 15) % 24;
  const swing = Math.cos(((solarHour - 15) / 12) * Math.PI) * DAILY_SWING_C;
  return site.meanAirC + swing + 4 * (smoothNoise(seed + 3, at / (18 * HOUR_MS)) - 0.5);
}

function clearSky(site: Site, apparentZenithDeg: number, dniExtraWm2: number): ClearSky {
  const { altitudeM } = site;
  const airmassAbsolute = absoluteAirmass(relativeAirmass(apparentZenithDeg), {
    pressurePa: altitudeToPressure(altitudeM),
  });
  const linkeTurbidity = LINKE_TURBIDITY;
  return ineichen({ apparentZenithDeg, airmassAbsolute, linkeTurbidity, altitudeM, dniExtraWm2 });
}

function skyAt(
  site: Site,
  seed: number,
  at: Instant,
  zenithDeg: number,
  dniExtraWm2: number,
): ClearSky {
  const clear = clearSky(site, zenithDeg, dniExtraWm2);
  return underClouds(clear, cloudClearness(seed, at, site.cloudiness), zenithDeg);
}

function planeIrradianceWm2(
  sky: ClearSky,
  sun: EphemerisPosition,
  array: PvArray,
  dniExtraWm2: number,
): number {
  return totalIrradiance({
    ...sky,
    surfaceTiltDeg: array.tiltDeg,
    surfaceAzimuthDeg: array.azimuthDeg,
    zenithDeg: sun.apparentZenithDeg,
    azimuthDeg: sun.azimuthDeg,
    dniExtraWm2,
    albedo: ALBEDO,
    model: "haydavies",
  }).poaGlobalWm2;
}

/** What falls on the ground and on the array; a night, half of all instants, costs the position of the sun only. */
function lightAt(site: Site, array: PvArray, seed: number, at: Instant): Light {
  const { latitudeDeg, longitudeDeg } = site;
  const sun = ephemeris(at, { latitudeDeg, longitudeDeg });
  if (sun.apparentZenithDeg >= 90) return NIGHT;
  const dniExtraWm2 = extraRadiation(at);
  const sky = skyAt(site, seed, at, sun.apparentZenithDeg, dniExtraWm2);
  return { ...sky, poaWm2: planeIrradianceWm2(sky, sun, array, dniExtraWm2) };
}

/** The weather of a site as one array sees it: a pure function of the seed and the time. */
export function weatherAt(site: Site, array: PvArray, seed: number, at: Instant): Weather {
  const light = lightAt(site, array, seed, at);
  const airC = airTemperatureC(site, seed, at);
  const windMps = 0.5 + 5 * smoothNoise(seed + 4, at / (11 * MINUTE_MS)) ** 1.5;
  return { ...light, airC, windMps, moduleC: faiman(light.poaWm2, airC, windMps) };
}
