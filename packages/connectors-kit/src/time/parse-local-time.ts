import type { Instant } from "@solarmon/core";

/** What a wall clock shows, as the milliseconds of the same date and time in UTC. Not an instant. */
export type LocalTime = number;

const SEPARATED =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?$/u;
const WITH_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/iu;

/** `2026-03-29 02:30[:00[.000]]`, with `T`, `/` or `.`, or `20260329023000`; `null` for anything else. */
export function parseLocalTime(text: string): LocalTime | null {
  const match = SEPARATED.exec(text) ?? COMPACT.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = ""] = match;
  const milliseconds = Math.floor(Number(`0.${fraction || "0"}`) * 1_000);
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  // Date.UTC carries a 31st of February over; the vendor meant no such day.
  const date = new Date(at);
  const isSameDay = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
  // Two digits would be the last century, and 0001 is how some write "never".
  if (Number(year) < 1970) return null;
  const isClockTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isSameDay && isClockTime ? at : null;
}

/** ISO 8601 with `Z` or an offset; `null` for anything else, also for a local time. */
export function parseInstant(text: string): Instant | null {
  if (!WITH_OFFSET.test(text) || !text.includes(":")) return null;
  const at = Date.parse(text.trim().replace(" ", "T"));
  return Number.isNaN(at) ? null : at;
}
