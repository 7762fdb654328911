import type { NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";
import { millenniaOf } from "./apparent-sun.ts";
import { heliocentricDistance } from "./planet-sum.ts";
import { julianEphemerisDayOf } from "./sidereal-time.ts";

/** Options of {@link earthSunDistance}. */
export interface EarthSunDistanceOptions {
  /** Terrestrial minus universal time [s]. Default 67. */
  readonly deltaTSeconds?: number;
}

/**
 * Distance of Earth and Sun by SPA.
 *
 * @param timeMs - instant, or column of instants [epoch ms, UTC]
 * @returns distance [AU], 0.983 to 1.017; `NaN` for `NaN`
 * @see I. Reda, A. Andreas, NREL/TP-560-34302, 2008, doi:10.2172/15003974
 * @example
 * earthSunDistance(Date.UTC(2020, 0, 1)); // 0.98329…
 */
export function earthSunDistance(timeMs: number, options?: EarthSunDistanceOptions): number;
export function earthSunDistance(
  timeMs: Float64Array,
  options?: EarthSunDistanceOptions & { readonly out?: Float64Array },
): Float64Array;
export function earthSunDistance(
  timeMs: NumberOrColumn,
  options: EarthSunDistanceOptions & { readonly out?: Float64Array } = {},
): NumberOrColumn {
  const { deltaTSeconds = 67, out } = options;
  return mapColumn(timeMs, out, (time) =>
    heliocentricDistance(millenniaOf(julianEphemerisDayOf(time, deltaTSeconds))),
  );
}
