import { DAY_MS, HOUR_MS, type Instant, type Span } from "../time.ts";
import { type OffsetSpan, ZoneOffsets } from "./zone-offsets.ts";

/** Longer than any local day and shorter than any two. */
const INTO_NEXT_DAY_MS = 30 * HOUR_MS;
const EMPTY: Span = { start: 0, end: 0 };

/** Hours and days of a zone's local time. Finding the one that holds an instant costs nanoseconds once it is known. */
export class LocalCalendar {
  readonly #offsets: ZoneOffsets;
  #hour: Span = EMPTY;
  #day: Span = EMPTY;

  /** @throws `invalid_argument` for an unknown zone */
  constructor(timeZone: string) {
    this.#offsets = new ZoneOffsets(timeZone);
  }

  /**
   * The hour of local time that holds `at`. The repeated hour is two; an hour that a shift cuts (Lord Howe,
   * Chatham) is shorter.
   */
  hour(at: Instant): Span {
    if (at >= this.#hour.start && at < this.#hour.end) return this.#hour;
    const { offsetMs } = this.#offsets.at(at);
    const start = Math.floor((at + offsetMs) / HOUR_MS) * HOUR_MS - offsetMs;
    this.#hour = { start: this.#cutStart(start, at), end: this.#cutEnd(at, start + HOUR_MS) };
    return this.#hour;
  }

  /** The local day that holds `at`: from its first to the next day's first instant, mostly 23, 24 or 25 hours. */
  day(at: Instant): Span {
    if (at >= this.#day.start && at < this.#day.end) return this.#day;
    const start = this.#dayStart(at);
    this.#day = { start, end: this.#dayStart(start + INTO_NEXT_DAY_MS) };
    return this.#day;
  }

  /** Whole days from 1970-01-01 to the local date of `at`. */
  dayNumber(at: Instant): number {
    return localDay(at, this.#offsets.at(at));
  }

  #dayStart(at: Instant): Instant {
    const span = this.#offsets.at(at);
    const day = localDay(at, span);
    const midnight = day * DAY_MS - span.offsetMs;
    if (midnight > span.start) return midnight;
    // The day began under an earlier offset, or midnight itself was skipped.
    const before = span.start - 1;
    return this.dayNumber(before) === day ? this.#dayStart(before) : span.start;
  }

  #cutStart(start: Instant, at: Instant): Instant {
    const span = this.#offsets.at(at);
    if (start >= span.start) return start;
    return this.#offsets.at(span.start - 1).offsetMs === span.offsetMs ? start : span.start;
  }

  #cutEnd(at: Instant, end: Instant): Instant {
    const span = this.#offsets.at(at);
    if (end <= span.end) return end;
    return this.#offsets.at(span.end).offsetMs === span.offsetMs ? end : span.end;
  }
}

function localDay(at: Instant, span: OffsetSpan): number {
  return Math.floor((at + span.offsetMs) / DAY_MS);
}

const calendars = new Map<string, LocalCalendar>();

/** The calendar of a zone, shared so that it is worked out once. @throws `invalid_argument` for an unknown zone */
export function calendarOf(timeZone: string): LocalCalendar {
  let calendar = calendars.get(timeZone);
  if (!calendar) calendars.set(timeZone, (calendar = new LocalCalendar(timeZone)));
  return calendar;
}
