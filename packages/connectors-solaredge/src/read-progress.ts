import type { DecodedReading } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, type Instant, type Span } from "@solarmon/core";
import { floorQuarter } from "./buckets.ts";
import { VENDOR } from "./vendor.ts";

/** Asked for at first. */
const FIRST_MS = HOUR_MS;
/** Over a night, and a day of few calls. What was missed for longer is a gap, and filled as one. */
const LONGEST_MS = 2 * DAY_MS;

interface Progress {
  readonly askedIn: Instant;
  readonly from: Instant;
  readonly next: Instant;
}

/**
 * From where telemetry was not read yet. One call tells twelve hours as well as a quarter: however rarely the credits
 * let poll, no quarter of an hour is missed.
 */
export class ReadProgress {
  readonly #byKey = new Map<string, Progress>();

  /** Within a quarter of an hour the same span, since nothing new is known. */
  spanAt(key: string, now: Instant): Span {
    const end = floorQuarter(now);
    const { askedIn, from = end, next = 0 } = this.#byKey.get(key) ?? {};
    if (askedIn === end) return { start: from, end };
    const start = next < end - LONGEST_MS ? end - FIRST_MS : next;
    return { start: Math.min(start, end - VENDOR.quarterMs), end };
  }

  /** Read up to there; what comes after failed, and is asked for again. */
  notePart(key: string, { start }: Span, until: Instant): void {
    this.#byKey.set(key, { askedIn: Number.NaN, from: start, next: until });
  }

  /**
   * Goes on after the newest value of the device that is furthest behind.
   *
   * @param latest - readings of the newest piece of the span: who is silent there is not waited for
   */
  note(key: string, { start, end }: Span, latest: readonly DecodedReading[]): void {
    const newest = new Map<string, Instant>();
    for (const { deviceId, measuredAt } of latest)
      newest.set(deviceId, Math.max(newest.get(deviceId) ?? measuredAt, measuredAt));
    const next =
      newest.size === 0
        ? Math.max(start, end - VENDOR.longestMs)
        : Math.min(...newest.values()) + VENDOR.quarterMs;
    this.#byKey.set(key, { askedIn: end, from: start, next });
  }
}
