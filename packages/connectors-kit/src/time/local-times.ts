import { type Instant, ZoneOffsets } from "@solarmon/core";
import { type LocalTime, parseLocalTime } from "./parse-local-time.ts";
import { resolveRows } from "./resolve-rows.ts";

/** A local time put on the time line. */
export interface ResolvedTime {
  /** `null` when the text is no time, or the clock never showed it. */
  readonly at: Instant | null;
  /** Why `at` is `null`, or that it is the earlier of two and nothing tells which was meant. */
  readonly problem?: "malformed" | "time_missing" | "time_ambiguous" | "time_nonexistent";
}

/** Naive local times of one zone as instants. */
export interface LocalTimes {
  /** One time by itself. In the repeated hour it is the earlier of the two, and `time_ambiguous`. */
  at(local: string | LocalTime): ResolvedTime;
  /**
   * One time of which is known when it was about, e.g. because it came with the newest reply: in the repeated hour the
   * one of the two that is nearer to `about`.
   */
  near(local: string | LocalTime, about: Instant): ResolvedTime;
  /**
   * Times of ONE device's rows, in the order of the reply, rising or falling. In the repeated hour the order tells
   * which of the two was meant: a step back, or the neighbours. Only what stays open is `time_ambiguous`.
   */
  rows(locals: readonly (string | LocalTime | null | undefined)[]): ResolvedTime[];
  /** What the clock shows at an instant. */
  shownAt(at: Instant): LocalTime;
}

const zones = new Map<string, ZoneOffsets>();
const MAX_ZONES = 700;
/** Far inside what a `Date` can hold. */
const MAX_LOCAL = 8e15;

/** @throws `invalid_argument` for an unknown zone */
export function createLocalTimes(timeZone: string): LocalTimes {
  const zone = zoneOf(timeZone);
  return {
    at: (local) => resolveRows([parse(local)], zone)[0] ?? { at: null, problem: "time_missing" },
    near: (local, about) => nearest(parse(local), about, zone),
    rows: (locals) => resolveRows(locals.map(parse), zone),
    shownAt: (at) => at + zone.at(at).offsetMs,
  };
}

function nearest(
  local: LocalTime | null | undefined,
  about: Instant,
  zone: ZoneOffsets,
): ResolvedTime {
  const [earlier, later] = typeof local === "number" ? zone.instants(local) : [];
  if (earlier === undefined || later === undefined)
    return resolveRows([local], zone)[0] ?? { at: null, problem: "time_missing" };
  return { at: Math.abs(later - about) < Math.abs(earlier - about) ? later : earlier };
}

function parse(local: string | LocalTime | null | undefined): LocalTime | null | undefined {
  if (local === null || local === undefined || local === "") return undefined;
  if (typeof local === "string") return parseLocalTime(local.trim());
  return Math.abs(local) < MAX_LOCAL ? local : null;
}

function zoneOf(timeZone: string): ZoneOffsets {
  let zone = zones.get(timeZone);
  if (!zone) {
    zone = new ZoneOffsets(timeZone);
    if (zones.size >= MAX_ZONES) zones.clear();
    zones.set(timeZone, zone);
  }
  return zone;
}
