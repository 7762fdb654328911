import { SolarmonError } from "../errors.ts";
import { DAY_MS, type Instant, type Span } from "../time.ts";

/** A span of one UTC offset. Neighbouring spans may have the same one. */
export interface OffsetSpan extends Span {
  /** Local time − UTC [ms]. */
  readonly offsetMs: number;
}

/** Offsets change at most once in so many days in every zone since 1970 (Ramadan pauses last four weeks). */
const PROBE_MS = 7 * DAY_MS;
const MAX_YEARS = 400;

/**
 * UTC offsets of a zone, found year by year from `Intl` and kept. `Intl` has the zone rules of the running Node, and
 * is too slow (microseconds) to ask for each reading; a polyfill of Temporal would ask it just the same.
 */
export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #years = new Map<number, readonly OffsetSpan[]>();
  #last: OffsetSpan = { start: 0, end: 0, offsetMs: 0 };

  /** @throws `invalid_argument` for an unknown zone */
  constructor(timeZone: string) {
    this.#format = formatFor(timeZone);
  }

  /** The span of one offset that holds `at`. */
  at(at: Instant): OffsetSpan {
    if (at >= this.#last.start && at < this.#last.end) return this.#last;
    const span = this.#year(new Date(at).getUTCFullYear()).find(({ end }) => at < end);
    if (!span) throw new SolarmonError("invalid_argument", `not an instant: ${at}`);
    this.#last = span;
    return span;
  }

  /**
   * Instants at which a clock of the zone shows `localMs`, earliest first: none, one or two.
   *
   * @param localMs - what the clock shows, as the milliseconds of the same date and time in UTC
   */
  instants(localMs: number): readonly Instant[] {
    const found: Instant[] = [];
    // No offset is longer than a day.
    const until = localMs + DAY_MS;
    for (let at = localMs - DAY_MS; at <= until;) {
      const { start, end, offsetMs } = this.at(at);
      const instant = localMs - offsetMs;
      if (instant >= start && instant < end) found.push(instant);
      at = end;
    }
    return found;
  }

  #year(year: number): readonly OffsetSpan[] {
    let spans = this.#years.get(year);
    if (!spans) {
      if (this.#years.size >= MAX_YEARS) this.#years.clear();
      spans = this.#probe(Date.UTC(year, 0), Date.UTC(year + 1, 0));
      this.#years.set(year, spans);
    }
    return spans;
  }

  #probe(start: Instant, end: Instant): OffsetSpan[] {
    const spans: OffsetSpan[] = [];
    let from = start;
    let offsetMs = this.#offset(start);
    for (let at = start; at < end; at += PROBE_MS) {
      const next = Math.min(at + PROBE_MS, end - 1);
      const nextOffsetMs = this.#offset(next);
      if (nextOffsetMs === offsetMs) continue;
      const change = this.#change(at, next, offsetMs);
      spans.push({ start: from, end: change, offsetMs });
      from = change;
      offsetMs = nextOffsetMs;
    }
    return [...spans, { start: from, end, offsetMs }];
  }

  /** First instant after `low` whose offset is another. */
  #change(low: Instant, high: Instant, offsetMs: number): Instant {
    let before = low;
    let after = high;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.#offset(middle) === offsetMs) before = middle;
      else after = middle;
    }
    return after;
  }

  #offset(at: Instant): number {
    const second = Math.floor(at / 1_000) * 1_000;
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(second)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, part["second"] ?? 0) - second;
  }
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (error) {
    throw new SolarmonError(
      "invalid_argument",
      `unknown time zone ${timeZone}: use an IANA name such as Europe/Madrid`,
      { cause: error },
    );
  }
}
