import type { KnownSite } from "@solarmon/connectors-kit";
import { calendarOf, DAY_MS, type Instant, type Span } from "@solarmon/core";
import { floorQuarter } from "./buckets.ts";
import { VENDOR } from "./vendor.ts";

interface Asked {
  readonly askedIn: Instant;
  readonly days: Span;
}

/**
 * Which days' energies are to be asked for. It is one call a day, and since a month of days costs no more than one,
 * those that may have been corrected come along.
 */
export class DayProgress {
  readonly #bySite = new Map<string, Asked>();

  /** `undefined` while those of today were asked for. Within a quarter of an hour the same, as nothing new is known. */
  spanAt({ key, timeZone }: KnownSite, now: Instant): Span | undefined {
    const end = calendarOf(timeZone).day(now).start;
    const asked = this.#bySite.get(key);
    if (asked?.askedIn === floorQuarter(now)) return asked.days;
    if (asked?.days.end === end) return undefined;
    const missedSince = Math.max(asked?.days.end ?? end, end - VENDOR.longestDays * DAY_MS);
    return { start: Math.min(missedSince, end - VENDOR.settleMs), end };
  }

  note({ key }: KnownSite, days: Span, now: Instant): void {
    this.#bySite.set(key, { askedIn: floorQuarter(now), days });
  }
}
