import { RADIANS } from "../angle.ts";
import { NUTATION_TERMS } from "./nutation-terms.ts";

/** Mean elongation of the moon, anomalies of sun and moon, argument of latitude, node [deg]: cubics in centuries. */
const ARGUMENTS: readonly (readonly [number, number, number, number])[] = [
  [297.85036, 445267.11148, -0.0019142, 1 / 189474],
  [357.52772, 35999.05034, -0.0001603, -1 / 300000],
  [134.96298, 477198.867398, 0.0086972, 1 / 56250],
  [93.27191, 483202.017538, -0.0036825, 1 / 327270],
  [125.04452, -1934.136261, 0.0020708, 1 / 450000],
];

const ROW = 9;

function argument(index: number, centuries: number): number {
  const [c0, c1, c2, c3] = ARGUMENTS[index]!;
  return c0 + centuries * (c1 + centuries * (c2 + centuries * c3));
}

/**
 * Nutation in longitude and obliquity [deg], written to `into[0]` and `into[1]`.
 *
 * @param centuries - Julian ephemeris centuries from J2000
 */
export function nutation(centuries: number, into: Float64Array): void {
  const x0 = argument(0, centuries) * RADIANS;
  const x1 = argument(1, centuries) * RADIANS;
  const x2 = argument(2, centuries) * RADIANS;
  const x3 = argument(3, centuries) * RADIANS;
  const x4 = argument(4, centuries) * RADIANS;
  let longitude = 0;
  let obliquity = 0;
  for (let at = 0; at < NUTATION_TERMS.length; at += ROW) {
    const angle =
      NUTATION_TERMS[at]! * x0 +
      NUTATION_TERMS[at + 1]! * x1 +
      NUTATION_TERMS[at + 2]! * x2 +
      NUTATION_TERMS[at + 3]! * x3 +
      NUTATION_TERMS[at + 4]! * x4;
    longitude += (NUTATION_TERMS[at + 5]! + NUTATION_TERMS[at + 6]! * centuries) * Math.sin(angle);
    obliquity += (NUTATION_TERMS[at + 7]! + NUTATION_TERMS[at + 8]! * centuries) * Math.cos(angle);
  }
  into[0] = longitude / 36e6;
  into[1] = obliquity / 36e6;
}

/** Mean obliquity of the ecliptic [″], coefficients by power of ten millennia. */
const OBLIQUITY: readonly number[] = [
  84381.448, -4680.93, -1.55, 1999.25, -51.38, -249.67, -39.05, 7.12, 27.87, 5.79, 2.45,
];

/** Mean obliquity of the ecliptic [deg] at Julian ephemeris millennia from J2000. */
export function meanObliquity(millennia: number): number {
  const u = millennia / 10;
  let sum = 0;
  for (let power = OBLIQUITY.length - 1; power >= 0; power--) sum = sum * u + OBLIQUITY[power]!;
  return sum / 3600;
}
