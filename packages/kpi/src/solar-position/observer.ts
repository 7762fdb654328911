import { DEGREES, RADIANS } from "../angle.ts";
import { altitudeToPressure, pressureToAltitude, SEA_LEVEL_PA } from "../atmosphere/pressure.ts";
import type { NumberOrColumn } from "../column.ts";
import { SUN_EQUINOXES, SUN_PARALLAX, SUN_X, SUN_Y, SUN_Z } from "./apparent-sun.ts";
import { julianDayOf, meanSiderealTime } from "./sidereal-time.ts";
import type { Site } from "./site.ts";

/** Flattening of the Earth and its equatorial radius [m] as SPA has them. */
const POLAR_TO_EQUATORIAL = 0.99664719;
const EQUATORIAL_RADIUS_M = 6378140;

/** Where {@link lookAtSun} writes what. */
export const PLACE_ELEVATION = 0;
export const PLACE_AZIMUTH = 1;

/** What of a site the position needs, computed once. */
export interface Observer {
  readonly longitudeDeg: number;
  readonly sinLatitude: number;
  readonly cosLatitude: number;
  /** Distance from the Earth's axis and above its equator, in equatorial radii. */
  readonly fromAxis: number;
  readonly aboveEquator: number;
}

export function observerOf(site: Site, altitudeM: number): Observer {
  const latitude = site.latitudeDeg * RADIANS;
  const sinLatitude = Math.sin(latitude);
  const cosLatitude = Math.cos(latitude);
  const u = Math.atan(POLAR_TO_EQUATORIAL * Math.tan(latitude));
  const height = altitudeM / EQUATORIAL_RADIUS_M;
  return {
    longitudeDeg: site.longitudeDeg,
    sinLatitude,
    cosLatitude,
    fromAxis: Math.cos(u) + height * cosLatitude,
    aboveEquator: POLAR_TO_EQUATORIAL * Math.sin(u) + height * sinLatitude,
  };
}

/** Altitude and pressure that agree with each other; sea level when neither is given. */
export function altitudeAndPressure(
  altitudeM: number | undefined,
  pressurePa: NumberOrColumn | undefined,
): { altitudeM: number; pressurePa: NumberOrColumn } {
  if (altitudeM !== undefined) {
    return { altitudeM, pressurePa: pressurePa ?? altitudeToPressure(altitudeM) };
  }
  if (pressurePa === undefined) return { altitudeM: 0, pressurePa: SEA_LEVEL_PA };
  if (typeof pressurePa === "number") {
    return { altitudeM: pressureToAltitude(pressurePa), pressurePa };
  }
  throw new RangeError("a column of pressures needs altitudeM: a site has one height, not many");
}

/**
 * Elevation and azimuth [deg] of the sun without refraction, written to `place`.
 *
 * The hour angle and the parallax are applied to the sun's vector instead of to its angles. That is the same as SPA's
 * equations 32 to 46 and needs two arctangents in place of eight trigonometric functions.
 *
 * @param sun - values of `apparentSun` at this instant
 */
export function lookAtSun(
  timeMs: number,
  sun: Float64Array,
  observer: Observer,
  place: Float64Array,
): void {
  const sidereal = meanSiderealTime(julianDayOf(timeMs)) + sun[SUN_EQUINOXES]!;
  const angle = (sidereal + observer.longitudeDeg) * RADIANS;
  const cosAngle = Math.cos(angle);
  const sinAngle = Math.sin(angle);
  const parallax = sun[SUN_PARALLAX]!;
  const x = cosAngle * sun[SUN_X]! + sinAngle * sun[SUN_Y]! - observer.fromAxis * parallax;
  const west = sinAngle * sun[SUN_X]! - cosAngle * sun[SUN_Y]!;
  const z = sun[SUN_Z]! - observer.aboveEquator * parallax;
  const south = x * observer.sinLatitude - z * observer.cosLatitude;
  const up = x * observer.cosLatitude + z * observer.sinLatitude;
  const azimuth = Math.atan2(west, south) * DEGREES + 180;
  place[PLACE_ELEVATION] = Math.atan2(up, Math.sqrt(west * west + south * south)) * DEGREES;
  place[PLACE_AZIMUTH] = azimuth < 360 ? azimuth : azimuth - 360;
}
