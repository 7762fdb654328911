import { DAY_MS } from "../calendar.ts";

/** Julian day of 1 January 1970, 00:00. */
const JULIAN_DAY_1970 = 2440587.5;
const J2000 = 2451545;

/**
 * Julian day (UT) of epoch ms.
 *
 * A double holds it to 4·10⁻¹⁰ day, 1.7·10⁻⁷° of hour angle. It is formed as the reference forms it, so that this rounding
 * is the same.
 */
export function julianDayOf(timeMs: number): number {
  return timeMs / DAY_MS + JULIAN_DAY_1970;
}

/** Julian ephemeris day (TT) of epoch ms. */
export function julianEphemerisDayOf(timeMs: number, deltaTSeconds: number): number {
  return julianDayOf(timeMs) + deltaTSeconds / 86400;
}

/** Mean sidereal time at Greenwich [deg], in [0, 360). */
export function meanSiderealTime(julianDay: number): number {
  const days = julianDay - J2000;
  const centuries = days / 36525;
  const deg =
    280.46061837 +
    360.98564736629 * days +
    0.000387933 * centuries * centuries -
    (centuries * centuries * centuries) / 38710000;
  return deg - 360 * Math.floor(deg / 360);
}
