import { DAY_MS, type Instant } from "@solarmon/core";

/** Where the sun stands, geometric (no refraction). */
export interface SunPosition {
  /** Above the horizon [deg], −90–90. */
  readonly elevationDeg: number;
  /** Compass direction [deg], 0 north, 90 east. */
  readonly azimuthDeg: number;
}

const DAYS_1970_TO_J2000 = 10_957.5;
const RAD = Math.PI / 180;

/**
 * Position of the sun, good to about 0.02° between 1950 and 2050: enough for a simulated plant.
 *
 * @param latitudeDeg - [deg], north positive
 * @param longitudeDeg - [deg], east positive
 * @see The Astronomical Almanac, low-precision formulas; J. Michalsky, Solar Energy 40(3), 227–235, 1988
 */
export function sunPosition(at: Instant, latitudeDeg: number, longitudeDeg: number): SunPosition {
  const days = at / DAY_MS - DAYS_1970_TO_J2000;
  const { rightAscension, declination } = apparentSun(days);
  const siderealDeg = 280.460_618_37 + 360.985_647_366_29 * days;
  const hourAngle = (siderealDeg + longitudeDeg) * RAD - rightAscension;
  const latitude = latitudeDeg * RAD;
  const sinElevation =
    Math.sin(latitude) * Math.sin(declination) +
    Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
  const azimuth = Math.atan2(
    -Math.sin(hourAngle),
    Math.tan(declination) * Math.cos(latitude) - Math.sin(latitude) * Math.cos(hourAngle),
  );
  return {
    elevationDeg: Math.asin(Math.max(-1, Math.min(1, sinElevation))) / RAD,
    azimuthDeg: (azimuth / RAD + 360) % 360,
  };
}

function apparentSun(days: number): { rightAscension: number; declination: number } {
  const meanLongitudeDeg = 280.46 + 0.985_647_4 * days;
  const anomaly = (357.528 + 0.985_600_3 * days) * RAD;
  const longitude =
    (meanLongitudeDeg + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RAD;
  const obliquity = (23.439 - 4e-7 * days) * RAD;
  return {
    rightAscension: Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude)),
    declination: Math.asin(Math.sin(obliquity) * Math.sin(longitude)),
  };
}
