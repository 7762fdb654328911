import { DEGREES, RADIANS } from "../angle.ts";
import { DAY_MS, dayOfYearOf } from "../calendar.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import { declinationSpencer71 } from "./declination.ts";
import { equationOfTimeSpencer71 } from "./equation-of-time.ts";
import type { SunRiseSetTransit } from "./rise-set-transit.ts";
import type { Site } from "./site.ts";

/** Options of {@link sunRiseSetTransitGeometric}. */
export interface GeometricRiseSetOptions extends Omit<Site, "altitudeM"> {
  /** Declination [rad]. Default: Spencer's, of the UTC day. */
  readonly declinationRad?: NumberOrColumn;
  /** Equation of time [min]. Default: Spencer's, of the UTC day. */
  readonly equationOfTimeMin?: NumberOrColumn;
}

const NAMES = ["sunriseMs", "sunsetMs", "transitMs"] as const;

/**
 * Sunrise, sunset and transit from geometry alone: no refraction, no disc, circular orbit; some ten minutes off.
 *
 * cos ω = −tan δ·tan φ. On polar days and nights sunrise and sunset are `NaN`, the transit is still given.
 *
 * @param timeMs - any instant of the UTC date, or a column of them [epoch ms]
 * @returns instants [epoch ms]
 * @see J. A. Duffie, W. A. Beckman, "Solar Engineering of Thermal Processes", 3rd ed., 2006
 * @example
 * const day = sunRiseSetTransitGeometric(Date.UTC(2020, 0, 1), { latitudeDeg: 39.74, longitudeDeg: -105.18 });
 * new Date(day.transitMs).toISOString(); // "2020-01-01T19:03:38.380Z"
 */
export function sunRiseSetTransitGeometric(
  timeMs: number,
  options: GeometricRiseSetOptions,
): SunRiseSetTransit;
export function sunRiseSetTransitGeometric(
  timeMs: Float64Array,
  options: GeometricRiseSetOptions & { readonly out?: Partial<SunRiseSetTransit<Float64Array>> },
): SunRiseSetTransit<Float64Array>;
export function sunRiseSetTransitGeometric(
  timeMs: NumberOrColumn,
  options: GeometricRiseSetOptions & { readonly out?: Partial<SunRiseSetTransit<Float64Array>> },
): SunRiseSetTransit<NumberOrColumn> {
  const { declinationRad = Number.NaN, equationOfTimeMin = Number.NaN, out } = options;
  const byDay = options.declinationRad === undefined;
  const timeByDay = options.equationOfTimeMin === undefined;
  return mapNamed(NAMES, [timeMs, declinationRad, equationOfTimeMin], out, (cells, into) => {
    const midnight = Math.floor(cells[0]! / DAY_MS) * DAY_MS;
    const day = dayOfYearOf(midnight);
    const declination = byDay ? declinationSpencer71(day) : cells[1]!;
    const equation = timeByDay ? equationOfTimeSpencer71(day) : cells[2]!;
    const halfDay =
      Math.acos(-Math.tan(declination) * Math.tan(options.latitudeDeg * RADIANS)) * DEGREES;
    const msAt = (hourAngleDeg: number): number =>
      midnight + ((hourAngleDeg - options.longitudeDeg - equation / 4) / 15 + 12) * 3_600_000;
    into[0] = msAt(-halfDay);
    into[1] = msAt(halfDay);
    into[2] = msAt(0);
  });
}
