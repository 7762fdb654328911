import { calendarOf, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import { solarPosition, sunRiseSetTransit } from "@solarmon/kpi/solar-position";
import type { Daylight } from "./quota/plan-calls.ts";

/** Where a site stands. */
export interface Place {
  /** North positive, −90 to 90. */
  readonly latitudeDeg: number;
  /** East positive, −180 to 180. */
  readonly longitudeDeg: number;
}

/** Clouds still glow, inverters are still awake, and vendors tell the last values some minutes late. */
const DUSK_MS = 30 * MINUTE_MS;
/** Elevation of the sun's centre [deg] when its upper edge is seen on the horizon. */
const HORIZON_DEG = -0.8333;
/** At the poles a night lasts half a year. */
const MAX_NIGHTS = 400;

/**
 * Daylight at a place: from sunrise until half an hour after sunset. A polar day comes in pieces of 24 hours that
 * touch.
 *
 * @param place - `null` where nobody knows: then from 05:00 to 21:00 local time
 * @throws `invalid_argument` for an unknown zone
 */
export function createDaylight(place: Place | null, timeZone: string): Daylight {
  if (place) return new KeptDaylight((at) => sunlightFrom(at, place));
  const calendar = calendarOf(timeZone);
  return new KeptDaylight((at) => {
    const today = clockLight(calendar.day(at));
    return at < today.end ? today : clockLight(calendar.day(calendar.day(at).end));
  });
}

/** Seen from the end of the day, as clocks are changed early in the morning. */
function clockLight({ end }: Span): Span {
  return { start: end - 19 * HOUR_MS, end: end - 3 * HOUR_MS };
}

/** Remembers the last answer: it holds until that daylight ends. */
class KeptDaylight implements Daylight {
  readonly #find: (at: Instant) => Span;
  #askedAt: Instant = Number.POSITIVE_INFINITY;
  #span: Span = { start: 0, end: 0 };

  constructor(find: (at: Instant) => Span) {
    this.#find = find;
  }

  next(at: Instant): Span {
    if (at >= this.#askedAt && at < this.#span.end) return this.#span;
    this.#span = this.#find(at);
    this.#askedAt = Math.min(at, this.#span.start);
    return this.#span;
  }
}

/** By UTC dates: each has one noon of the place, whatever its clocks show. */
function sunlightFrom(at: Instant, place: Place): Span {
  const yesterday = Math.floor(at / DAY_MS) * DAY_MS - DAY_MS;
  for (let day = 0; day < MAX_NIGHTS; day += 1) {
    const light = sunlightOf(yesterday + day * DAY_MS, place);
    if (light && light.end > at) return light;
  }
  return { start: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY };
}

function sunlightOf(date: Instant, place: Place): Span | undefined {
  const { sunriseMs, sunsetMs, transitMs } = sunRiseSetTransit(date, place);
  if (!Number.isNaN(sunriseMs))
    return { start: Math.floor(sunriseMs), end: Math.ceil(sunsetMs) + DUSK_MS };
  const { elevationDeg } = solarPosition(transitMs, place);
  if (elevationDeg < HORIZON_DEG) return undefined;
  // A solar day is up to half a minute longer or shorter than 24 hours.
  const half = DAY_MS / 2 + MINUTE_MS;
  return { start: Math.floor(transitMs - half), end: Math.ceil(transitMs + half) };
}
