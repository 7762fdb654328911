import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant, type PvArray } from "@solarmon/core";
import { clearSky, extraterrestrialWm2, type SkyIrradiance } from "./clear-sky.ts";
import { cloudClearness, underClouds } from "./clouds.ts";
import { cellTemperatureC } from "./inverter.ts";
import { smoothNoise } from "./random.ts";
import { type SunPosition, sunPosition } from "./sun-position.ts";
import { planeIrradianceWm2 } from "./transposition.ts";

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

/** Light, air and wind at one instant. */
export interface Weather extends SkyIrradiance {
  /** In the plane of the array [W/m²]. */
  readonly poaWm2: number;
  readonly airC: number;
  readonly moduleC: number;
  readonly windMps: number;
}

const LINKE_TURBIDITY = 3;
const DAILY_SWING_C = 6;

function dayOfYear(at: Instant): number {
  return Math.floor((at - Date.UTC(new Date(at).getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
}

function airTemperatureC(site: Site, seed: number, at: Instant): number {
  const solarHour = (at / HOUR_MS + site.longitudeDeg / 15) % 24;
  const swing = Math.cos(((solarHour - 15) / 12) * Math.PI) * DAILY_SWING_C;
  return site.meanAirC + swing + 4 * (smoothNoise(seed + 3, at / (18 * HOUR_MS)) - 0.5);
}

function skyAt(site: Site, seed: number, at: Instant, sun: SunPosition, top: number) {
  const clear = clearSky(sun.elevationDeg, top, site.altitudeM, LINKE_TURBIDITY);
  return underClouds(clear, cloudClearness(seed, at, site.cloudiness), sun.elevationDeg);
}

/** The weather of a site as one array sees it: a pure function of the seed and the time. */
export function weatherAt(site: Site, array: PvArray, seed: number, at: Instant): Weather {
  const sun = sunPosition(at, site.latitudeDeg, site.longitudeDeg);
  const top = extraterrestrialWm2(dayOfYear(at));
  const sky = skyAt(site, seed, at, sun, top);
  const poaWm2 = planeIrradianceWm2(sky, sun, top, array.tiltDeg, array.azimuthDeg);
  const airC = airTemperatureC(site, seed, at);
  const windMps = 0.5 + 5 * smoothNoise(seed + 4, at / (11 * MINUTE_MS)) ** 1.5;
  return { ...sky, poaWm2, airC, windMps, moduleC: cellTemperatureC(poaWm2, airC, windMps) };
}
