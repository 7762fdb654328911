import type { Instant } from "@solarmon/core";
import { MISSING, parseNumber } from "../csv/parse-number.ts";
import { TimeFields, type TimeFormat, wallClockMs } from "./time-fields.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** Where the last time of a device was, to tell the two passes of a repeated hour apart. */
export interface TimeTrack {
  lastAt: Instant;
  isDescending: boolean;
}

export function newTimeTrack(): TimeTrack {
  return { lastAt: Number.NaN, isDescending: false };
}

/** A time, or in words why it is none. */
export type TimeResult = Instant | { readonly reason: TimeProblem; readonly detail: string };
type TimeProblem = "time_missing" | "malformed" | "time_ambiguous";

const EXPECTED: Readonly<Record<TimeFormat, string>> = {
  iso: "2024-06-30 12:05:00 or 2024-06-30T12:05:00Z",
  dmy: "30-06-2024 12:05 (day first)",
  mdy: "06/30/2024 12:05 (month first)",
  "epoch-s": "1719748800 (seconds since 1970)",
  "epoch-ms": "1719748800000 (milliseconds since 1970)",
};

/** Turns written times into UTC instants. One per file; the order of a device's rows decides a repeated hour. */
export class TimeReader {
  readonly #format: TimeFormat;
  readonly #zone: ZoneClock;
  readonly #fields = new TimeFields();

  constructor(format: TimeFormat, zone: ZoneClock) {
    this.#format = format;
    this.#zone = zone;
  }

  read(bytes: Uint8Array, start: number, end: number, track: TimeTrack): TimeResult {
    const result = this.#instant(bytes, start, end, track);
    if (typeof result === "number") advance(track, result);
    return result;
  }

  #instant(bytes: Uint8Array, start: number, end: number, track: TimeTrack): TimeResult {
    if (start === end) return { reason: "time_missing", detail: "the time is empty" };
    if (this.#format === "epoch-s" || this.#format === "epoch-ms")
      return this.#epoch(bytes, start, end);
    if (!this.#fields.read(bytes, start, end)) return this.#malformed(bytes, start, end);
    const [first = 0, second = 0, third = 0] = this.#fields.numbers;
    const wallMs =
      this.#format === "iso"
        ? wallClockMs(first, second, third, this.#fields.numbers)
        : wallClockMs(
            third,
            this.#format === "dmy" ? second : first,
            this.#format === "dmy" ? first : second,
            this.#fields.numbers,
          );
    if (wallMs === undefined) return this.#malformed(bytes, start, end);
    const { offsetMinutes } = this.#fields;
    if (!Number.isNaN(offsetMinutes)) return wallMs - offsetMinutes * 60_000;
    return this.#zoned(wallMs, track);
  }

  #epoch(bytes: Uint8Array, start: number, end: number): TimeResult {
    const value = parseNumber(bytes, start, end, false);
    if (value === undefined || value === MISSING) return this.#malformed(bytes, start, end);
    return this.#format === "epoch-s" ? Math.round(value * 1000) : Math.round(value);
  }

  #zoned(wallMs: number, track: TimeTrack): TimeResult {
    const [early, late] = this.#zone.meaning(wallMs);
    if (early === undefined) return this.#absent(wallMs);
    if (late === undefined) return early;
    // In the repeated hour: the first pass for as long as time goes on, the second once it has jumped back.
    if (track.isDescending) return late < track.lastAt ? late : early;
    return early > track.lastAt || Number.isNaN(track.lastAt) ? early : late;
  }

  #absent(wallMs: number): TimeResult {
    const wall = new Date(wallMs).toISOString().slice(0, 16).replace("T", " ");
    return {
      reason: "time_ambiguous",
      detail: `${wall} does not exist in ${this.#zone.timeZone}: clocks went forward over it. If the file is not in that zone, set --time-zone.`,
    };
  }

  #malformed(bytes: Uint8Array, start: number, end: number): TimeResult {
    const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 40)));
    return {
      reason: "malformed",
      detail: `${JSON.stringify(text)} is not a time; expected one like ${EXPECTED[this.#format]}`,
    };
  }
}

function advance(track: TimeTrack, at: Instant): void {
  if (at !== track.lastAt && !Number.isNaN(track.lastAt)) track.isDescending = at < track.lastAt;
  track.lastAt = at;
}
