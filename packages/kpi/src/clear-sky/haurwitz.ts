import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

function haurwitzOf(zenithDeg: number): number {
  const cosZenith = Math.cos(zenithDeg * RADIANS);
  if (cosZenith <= 0) return 0;
  return 1098 * cosZenith * Math.exp(-0.059 / cosZenith);
}

/**
 * Clear-sky global irradiance by Haurwitz: needs the sun's position and nothing else.
 *
 * GHI = 1098·cos ζ·exp(−0.059/cos ζ)
 *
 * @param apparentZenithDeg - apparent zenith [deg]
 * @returns global irradiance on the horizontal plane [W/m²]; 0 at night, `NaN` for `NaN`
 * @see B. Haurwitz, "Insolation in relation to cloudiness and cloud density", J. Meteorology 2, 154–166, 1945
 * @example
 * haurwitz(45); // 714.2…
 */
export function haurwitz(apparentZenithDeg: number): number;
export function haurwitz(apparentZenithDeg: Float64Array, options?: Into): Float64Array;
export function haurwitz(apparentZenithDeg: NumberOrColumn, options: Into = {}): NumberOrColumn {
  return mapColumn(apparentZenithDeg, options.out, haurwitzOf);
}
