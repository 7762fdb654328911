/** A calendar day of a plant, `YYYY-MM-DD`. */
export type LocalDay = string;

export interface Span {
  readonly start: number;
  readonly end: number;
}

const HOUR_MS = 3_600_000;
/** Farthest that local midnight lies from UTC midnight, with room to spare. */
const SEARCH_MS = 16 * HOUR_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Whether `text` is a calendar day that exists. */
export function isLocalDay(text: string): text is LocalDay {
  if (!DAY.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** The plant's calendar day at an instant. */
export function localDayOf(at: number, timeZone: string): LocalDay {
  return dayFormat(timeZone).format(at);
}

/** The calendar day `count` days later (or earlier, when negative). */
export function addDays(day: LocalDay, count: number): LocalDay {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  return at.toISOString().slice(0, 10);
}

const starts = new Map<string, number>();

function searchDayStart(day: LocalDay, timeZone: string): number {
  const middle = Date.parse(`${day}T00:00:00Z`);
  let before = middle - SEARCH_MS;
  let after = middle + SEARCH_MS;
  while (after - before > 1) {
    const probe = Math.floor((before + after) / 2);
    if (localDayOf(probe, timeZone) >= day) after = probe;
    else before = probe;
  }
  return after;
}

/** First instant of the day; found by search, so that a midnight skipped by summer time is no special case. */
export function dayStart(day: LocalDay, timeZone: string): number {
  const key = `${timeZone} ${day}`;
  let start = starts.get(key);
  if (start === undefined) {
    start = searchDayStart(day, timeZone);
    if (starts.size > 1_000) starts.clear();
    starts.set(key, start);
  }
  return start;
}

/** The whole day: 23, 24 or 25 hours. */
export function daySpan(day: LocalDay, timeZone: string): Span {
  return { start: dayStart(day, timeZone), end: dayStart(addDays(day, 1), timeZone) };
}
