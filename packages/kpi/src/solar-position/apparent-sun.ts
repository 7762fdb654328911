import { DEGREES, RADIANS } from "../angle.ts";
import { nutation, meanObliquity } from "./nutation.ts";
import { heliocentricDistance, heliocentricLatitude, heliocentricLongitude } from "./planet-sum.ts";

/** Where {@link apparentSun} writes what: all of it is smooth over days, which is what makes the column form fast. */
export const SUN_X = 0;
export const SUN_Y = 1;
export const SUN_Z = 2;
/** Sine of the equatorial horizontal parallax. */
export const SUN_PARALLAX = 3;
/** Equation of the equinoxes Δψ·cos ε [deg]: apparent minus mean sidereal time. */
export const SUN_EQUINOXES = 4;
/** Equation of time [deg], within ±180 and therefore without a jump. */
export const SUN_EQUATION_OF_TIME = 5;
/** Values that {@link apparentSun} writes. */
export const SUN_VALUES = 6;

/** Julian ephemeris day of J2000. */
const J2000 = 2451545;

/** Julian ephemeris millennia from J2000 of a Julian ephemeris day. */
export function millenniaOf(julianEphemerisDay: number): number {
  return (julianEphemerisDay - J2000) / 365250;
}

const shift = new Float64Array(2);

function sunMeanLongitude(t: number): number {
  const tail = 0.03032028 + t * (1 / 49931 + t * (-1 / 15300 - t / 2000000));
  return 280.4664567 + t * (360007.6982779 + t * tail);
}

/** An angle [deg] within ±180. */
function nearZero(deg: number): number {
  return deg - 360 * Math.round(deg / 360);
}

/**
 * Apparent geocentric place of the sun: unit vector in the true equatorial frame of date, with nutation and aberration.
 *
 * @param julianEphemerisDay - terrestrial time as a Julian day
 * @param into - takes {@link SUN_VALUES} numbers, from `at`
 * @see I. Reda, A. Andreas, NREL/TP-560-34302, 2008, steps 3.2 to 3.10
 */
export function apparentSun(julianEphemerisDay: number, into: Float64Array, at = 0): void {
  const t = millenniaOf(julianEphemerisDay);
  const distance = heliocentricDistance(t);
  nutation(t * 10, shift);
  const psi = shift[0]!;
  const obliquity = (meanObliquity(t) + shift[1]!) * RADIANS;
  const aberration = -20.4898 / (3600 * distance);
  const longitude = heliocentricLongitude(t) + Math.PI + (psi + aberration) * RADIANS;
  const latitude = -heliocentricLatitude(t);
  const [cosLatitude, sinLatitude] = [Math.cos(latitude), Math.sin(latitude)];
  const [cosObliquity, sinObliquity] = [Math.cos(obliquity), Math.sin(obliquity)];
  const x = cosLatitude * Math.cos(longitude);
  const ecliptic = cosLatitude * Math.sin(longitude);
  const y = ecliptic * cosObliquity - sinLatitude * sinObliquity;
  const equinoxes = psi * cosObliquity;
  into[at + SUN_X] = x;
  into[at + SUN_Y] = y;
  into[at + SUN_Z] = sinLatitude * cosObliquity + ecliptic * sinObliquity;
  into[at + SUN_PARALLAX] = Math.sin((8.794 / (3600 * distance)) * RADIANS);
  into[at + SUN_EQUINOXES] = equinoxes;
  into[at + SUN_EQUATION_OF_TIME] = nearZero(
    sunMeanLongitude(t) - 0.0057183 - Math.atan2(y, x) * DEGREES + equinoxes,
  );
}
