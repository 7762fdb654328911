import { DEGREES, RADIANS, wrap } from "../angle.ts";
import { DAY_MS } from "../calendar.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import { apparentSun, SUN_EQUINOXES, SUN_VALUES, SUN_X, SUN_Y, SUN_Z } from "./apparent-sun.ts";
import { deltaT } from "./delta-t.ts";
import { julianDayOf, meanSiderealTime } from "./sidereal-time.ts";
import type { Site } from "./site.ts";

/** Answer of {@link sunRiseSetTransit}; instants [epoch ms]. */
export interface SunRiseSetTransit<Value = number> {
  /** NaN when the sun does not rise on that UTC date. */
  readonly sunriseMs: Value;
  /** NaN when the sun does not set on that UTC date. */
  readonly sunsetMs: Value;
  readonly transitMs: Value;
}

/** Site of {@link sunRiseSetTransit}. */
export interface RiseSetTransitOptions extends Omit<Site, "altitudeM"> {
  /** Terrestrial minus universal time [s], or `"by-date"`. Default 67. */
  readonly deltaTSeconds?: number | "by-date";
}

const NAMES = ["sunriseMs", "sunsetMs", "transitMs"] as const;

/** Elevation of the sun's centre [deg] when its upper edge is seen on the horizon. */
const HORIZON_DEG = -0.8333;

/** Right ascension and declination [deg] at 0 h terrestrial time of three days running. */
interface ThreeDays {
  readonly ascension: readonly [number, number, number];
  readonly declination: readonly [number, number, number];
}

const sun = new Float64Array(SUN_VALUES);

function threeDays(midnightMs: number): ThreeDays {
  const at = (days: number): [number, number] => {
    apparentSun(julianDayOf(midnightMs + days * DAY_MS), sun);
    return [
      wrap(Math.atan2(sun[SUN_Y]!, sun[SUN_X]!) * DEGREES, 360),
      Math.asin(sun[SUN_Z]!) * DEGREES,
    ];
  };
  const [before, day, after] = [at(-1), at(0), at(1)];
  return {
    ascension: [before[0], day[0], after[0]],
    declination: [before[1], day[1], after[1]],
  };
}

/** A day's step; over the wrap of the right ascension only its fraction counts (SPA, A.2.7). */
function dayStep(from: number, to: number): number {
  const step = to - from;
  return Math.abs(step) > 2 ? wrap(step, 1) : step;
}

function interpolate(values: readonly [number, number, number], days: number): number {
  const a = dayStep(values[0], values[1]);
  const b = dayStep(values[1], values[2]);
  return values[1] + (days * (a + b + (b - a) * days)) / 2;
}

/** Hour angle and elevation [deg] at a fraction of the day. */
function stateAt(
  fraction: number,
  days: ThreeDays,
  sidereal: number,
  options: RiseSetTransitOptions,
  deltaTSeconds: number,
): { hourAngle: number; elevation: number; declination: number } {
  const past = fraction + deltaTSeconds / 86400;
  const declination = interpolate(days.declination, past);
  const turned = sidereal + 360.985647 * fraction + options.longitudeDeg;
  const angle = wrap(turned - interpolate(days.ascension, past), 360);
  const hourAngle = angle >= 180 ? angle - 360 : angle;
  const [phi, delta] = [options.latitudeDeg * RADIANS, declination * RADIANS];
  const sine =
    Math.sin(phi) * Math.sin(delta) +
    Math.cos(phi) * Math.cos(delta) * Math.cos(hourAngle * RADIANS);
  return { hourAngle, elevation: Math.asin(sine) * DEGREES, declination };
}

/** Days from midnight to the crossing of the horizon near `fraction`: one Newton step (SPA, A.2.14). */
function crossing(
  fraction: number,
  days: ThreeDays,
  sidereal: number,
  options: RiseSetTransitOptions,
  deltaTSeconds: number,
): number {
  const inDay = wrap(fraction, 1);
  const state = stateAt(inDay, days, sidereal, options, deltaTSeconds);
  const slope =
    360 *
    Math.cos(state.declination * RADIANS) *
    Math.cos(options.latitudeDeg * RADIANS) *
    Math.sin(state.hourAngle * RADIANS);
  return inDay + (state.elevation - HORIZON_DEG) / slope;
}

function fillDay(timeMs: number, options: RiseSetTransitOptions, into: Float64Array): void {
  const midnight = Math.floor(timeMs / DAY_MS) * DAY_MS;
  const option = options.deltaTSeconds ?? 67;
  const deltaTSeconds = option === "by-date" ? deltaT(midnight) : option;
  const days = threeDays(midnight);
  apparentSun(julianDayOf(midnight) + deltaTSeconds / 86400, sun);
  const sidereal = meanSiderealTime(julianDayOf(midnight)) + sun[SUN_EQUINOXES]!;
  const [phi, delta] = [options.latitudeDeg * RADIANS, days.declination[1] * RADIANS];
  const cosine =
    (Math.sin(HORIZON_DEG * RADIANS) - Math.sin(phi) * Math.sin(delta)) /
    (Math.cos(phi) * Math.cos(delta));
  const halfDay = (Math.acos(cosine) * DEGREES) / 360;
  const noon = wrap((days.ascension[1] - options.longitudeDeg - sidereal) / 360, 1);
  const [rise, set] = [noon - halfDay, noon + halfDay];
  const transit = noon - stateAt(noon, days, sidereal, options, deltaTSeconds).hourAngle / 360;
  const sunrise = crossing(rise, days, sidereal, options, deltaTSeconds) - (rise < 0 ? 1 : 0);
  const sunset = crossing(set, days, sidereal, options, deltaTSeconds) + (set >= 1 ? 1 : 0);
  into[0] = midnight + sunrise * DAY_MS;
  into[1] = midnight + sunset * DAY_MS;
  into[2] = midnight + transit * DAY_MS;
}

/**
 * Sunrise, sunset and transit of the sun by SPA, for the UTC date of an instant.
 *
 * The three belong to the solar day whose noon lies on that UTC date; sunrise may fall on the date before, sunset on the
 * date after, and is then some seconds to a few minutes off, because SPA goes by this date's declination. For a local date near the date line hand over local noon. On polar days and nights sunrise and sunset are
 * `NaN`, the transit is still given.
 *
 * @param timeMs - any instant of the UTC date, or a column of them [epoch ms]
 * @returns instants [epoch ms] with fractions; a sea-level horizon, refraction 34′
 * @throws RangeError when a column of `out` has another length
 * @see I. Reda, A. Andreas, NREL/TP-560-34302, 2008, appendix A.2, doi:10.2172/15003974
 * @example
 * const day = sunRiseSetTransit(Date.UTC(2020, 0, 1), { latitudeDeg: 39.742476, longitudeDeg: -105.1786 });
 * new Date(day.sunriseMs).toISOString(); // "2020-01-01T14:21:47.249Z"
 */
export function sunRiseSetTransit(
  timeMs: number,
  options: RiseSetTransitOptions,
): SunRiseSetTransit;
export function sunRiseSetTransit(
  timeMs: Float64Array,
  options: RiseSetTransitOptions & { readonly out?: Partial<SunRiseSetTransit<Float64Array>> },
): SunRiseSetTransit<Float64Array>;
export function sunRiseSetTransit(
  timeMs: NumberOrColumn,
  options: RiseSetTransitOptions & { readonly out?: Partial<SunRiseSetTransit<Float64Array>> },
): SunRiseSetTransit<NumberOrColumn> {
  return mapNamed(NAMES, [timeMs], options.out, (cells, into) => {
    fillDay(cells[0]!, options, into);
  });
}
