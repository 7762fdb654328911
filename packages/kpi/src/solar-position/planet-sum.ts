import { DISTANCE_TERMS, LATITUDE_TERMS, LONGITUDE_TERMS } from "./planet-terms.ts";

function sumOfPowers(powers: readonly (readonly number[])[], millennia: number): number {
  let total = 0;
  let scale = 1;
  for (const terms of powers) {
    let sum = 0;
    for (let term = 0; term < terms.length; term += 3) {
      sum += terms[term]! * Math.cos(terms[term + 1]! + terms[term + 2]! * millennia);
    }
    total += sum * scale;
    scale *= millennia;
  }
  return total / 1e8;
}

/** Heliocentric longitude of the Earth [rad], not wrapped, at Julian ephemeris millennia from J2000. */
export function heliocentricLongitude(millennia: number): number {
  return sumOfPowers(LONGITUDE_TERMS, millennia);
}

/** Heliocentric latitude of the Earth [rad]. */
export function heliocentricLatitude(millennia: number): number {
  return sumOfPowers(LATITUDE_TERMS, millennia);
}

/** Distance of Earth and Sun [AU]. */
export function heliocentricDistance(millennia: number): number {
  return sumOfPowers(DISTANCE_TERMS, millennia);
}
