import { DEGREES, RADIANS, wrap } from "../angle.ts";
import { DAY_MS, dayOfYearOf, yearOf } from "../calendar.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import type { Site } from "./site.ts";

/** Answer of {@link ephemeris}; angles in degrees. */
export interface EphemerisPosition<Value = number> {
  readonly zenithDeg: Value;
  readonly apparentZenithDeg: Value;
  readonly elevationDeg: Value;
  readonly apparentElevationDeg: Value;
  /** Clockwise from north, [0, 360). */
  readonly azimuthDeg: Value;
  /** True solar time [h]: 12 when the sun is in the south. */
  readonly solarTimeH: Value;
}

/** Site and air of {@link ephemeris}. */
export interface EphemerisOptions extends Omit<Site, "altitudeM"> {
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: NumberOrColumn;
  /** Air temperature [°C]. Default 12. */
  readonly temperatureC?: NumberOrColumn;
}

const NAMES = [
  "zenithDeg",
  "apparentZenithDeg",
  "elevationDeg",
  "apparentElevationDeg",
  "azimuthDeg",
  "solarTimeH",
] as const;

/** Refraction [″] at sea level and 10 °C. */
function refractionSeconds(elevationDeg: number): number {
  const e = elevationDeg;
  if (e <= -1 || e > 85) return 0;
  const tan = Math.tan(e * RADIANS);
  const cube = tan * tan * tan;
  if (e > 5) return 58.1 / tan - 0.07 / cube + 0.000086 / (cube * tan * tan);
  if (e > -0.575) return e * (-518.2 + e * (103.4 + e * (-12.79 + e * 0.711))) + 1735;
  return -20.774 / tan;
}

/**
 * Kepler's equation in degrees, by four steps: 1e-7° off. The reference steps until all rows of a call have settled to
 * 1e-4°, which takes four for any stretch of the year; a row's answer must not depend on its neighbours.
 */
function eccentricAnomaly(meanAnomalyDeg: number, eccentricity: number): number {
  let anomaly = meanAnomalyDeg;
  for (let step = 0; step < 4; step++) {
    anomaly = meanAnomalyDeg + eccentricity * DEGREES * Math.sin(anomaly * RADIANS);
  }
  return anomaly;
}

/** Ecliptic longitude of the sun [deg] at days from the epoch 1900. */
function eclipticLongitude(days: number): number {
  const t = days / 36525;
  const perigee = 281.22083 + 0.0000470684 * days + 0.000453 * t * t + 0.000003 * t * t * t;
  const meanAnomaly = wrap(
    358.47583 + 0.985600267 * days - 0.00015 * t * t - 0.000003 * t * t * t,
    360,
  );
  const eccentricity = 0.01675104 - 0.0000418 * t - 0.000000126 * t * t;
  const half = (eccentricAnomaly(meanAnomaly, eccentricity) * RADIANS) / 2;
  const stretch = Math.sqrt((1 + eccentricity) / (1 - eccentricity));
  const trueAnomaly = 2 * wrap(Math.atan(stretch * Math.tan(half)) * DEGREES, 360);
  return wrap(perigee + trueAnomaly, 360) - 20 / 3600;
}

/** Local sidereal time [deg]; `dayNumber` counts from the epoch 1900 to the start of the UTC day. */
function localSiderealTime(dayNumber: number, hours: number, longitudeDeg: number): number {
  const t = dayNumber / 36525;
  const turns = 6 / 24 + 38 / 1440 + (45.836 + 8640184.542 * t + 0.0929 * t * t) / 86400;
  const midnight = 360 * (turns - Math.floor(turns));
  return wrap(360 + wrap(midnight + (360 * 1.0027379093 * hours) / 24, 360) + longitudeDeg, 360);
}

function fillRow(
  timeMs: number,
  options: EphemerisOptions,
  latitude: { readonly sinLatitude: number; readonly cosLatitude: number },
  refractionScale: number,
  into: Float64Array,
): void {
  const year = yearOf(timeMs) - 1900;
  const dayNumber = 365 * year + Math.floor((year - 1) / 4) - 0.5 + dayOfYearOf(timeMs);
  const hours = (timeMs - DAY_MS * Math.floor(timeMs / DAY_MS)) / 3_600_000;
  const days = dayNumber + hours / 24;
  const t = days / 36525;
  const obliquity =
    (23.452294 - 0.0130125 * t - 0.00000164 * t * t + 0.000000503 * t * t * t) * RADIANS;
  const longitude = eclipticLongitude(days) * RADIANS;
  const [sinLongitude, cosLongitude] = [Math.sin(longitude), Math.cos(longitude)];
  const sinDeclination = Math.sin(obliquity) * sinLongitude;
  const cosDeclination = Math.sqrt(1 - sinDeclination * sinDeclination);
  const ascension = Math.atan2(Math.cos(obliquity) * sinLongitude, cosLongitude) * DEGREES;
  let hourAngle = localSiderealTime(dayNumber, hours, options.longitudeDeg) - ascension;
  const [sinAngle, cosAngle] = [Math.sin(hourAngle * RADIANS), Math.cos(hourAngle * RADIANS)];
  if (Math.abs(hourAngle) > 180) hourAngle -= 360;
  const { sinLatitude, cosLatitude } = latitude;
  const tanDeclination = sinDeclination / cosDeclination;
  const azimuth =
    Math.atan2(-sinAngle, cosLatitude * tanDeclination - sinLatitude * cosAngle) * DEGREES;
  const elevation =
    Math.asin(cosLatitude * cosDeclination * cosAngle + sinLatitude * sinDeclination) * DEGREES;
  const apparent = elevation + (refractionSeconds(elevation) * refractionScale) / 3600;
  into[0] = 90 - elevation;
  into[1] = 90 - apparent;
  into[2] = elevation;
  into[3] = apparent;
  into[4] = azimuth < 0 ? azimuth + 360 : azimuth;
  into[5] = (180 + hourAngle) / 15;
}

/**
 * Position of the sun from an almanac's short series: some 0.01° off, for the years 1901 to 2099.
 *
 * Refraction is applied from −1° to 85° of elevation. Night values go on.
 *
 * @param timeMs - instant, or column of instants [epoch ms, UTC]
 * @param options - site and air
 * @returns position; `NaN` where the instant or the site is `NaN`
 * @throws RangeError when columns differ in length
 * @see G. Hughes, "Engineering Astronomy", Sandia Laboratories, 1985; as in the Sandia PV_LIB toolbox
 * @example
 * ephemeris(Date.UTC(2020, 5, 21, 19), { latitudeDeg: 39.74, longitudeDeg: -105.18 }).zenithDeg; // 16.3…
 */
export function ephemeris(timeMs: number, options: EphemerisOptions): EphemerisPosition;
export function ephemeris(
  timeMs: Float64Array,
  options: EphemerisOptions & { readonly out?: Partial<EphemerisPosition<Float64Array>> },
): EphemerisPosition<Float64Array>;
export function ephemeris(
  timeMs: NumberOrColumn,
  options: EphemerisOptions & { readonly out?: Partial<EphemerisPosition<Float64Array>> },
): EphemerisPosition<NumberOrColumn> {
  const { pressurePa = 101_325, temperatureC = 12, out } = options;
  const latitude = {
    sinLatitude: Math.sin(options.latitudeDeg * RADIANS),
    cosLatitude: Math.cos(options.latitudeDeg * RADIANS),
  };
  return mapNamed(NAMES, [timeMs, pressurePa, temperatureC], out, (cells, into) => {
    const scale = (283 / (273 + cells[2]!)) * (cells[1]! / 101_325);
    fillRow(cells[0]!, options, latitude, scale, into);
  });
}
