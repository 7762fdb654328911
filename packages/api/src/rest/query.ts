import {
  calendarOf,
  DAY_MS,
  parseIsoInstant,
  SolarmonError,
  utcDay,
  type Instant,
} from "@solarmon/core";

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
// In a query `+` means a space; people write `+02:00` all the same.
const PLUS_READ_AS_SPACE = / (\d\d:?\d\d)$/;
const MILLISECONDS = /^-?\d{1,15}$/;

function invalid(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}

/** A whole number of the query. @throws `invalid_argument` outside its range */
export function integerParameter(
  query: URLSearchParams,
  name: string,
  range: { readonly default: number; readonly min: number; readonly max: number },
): number {
  const text = query.get(name);
  if (text === null) return range.default;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < range.min || value > range.max)
    throw invalid(`\`${name}\` must be a whole number from ${range.min} to ${range.max}.`);
  return value;
}

/** First instant of a date in a zone; `NaN` when there is no such date. */
function dayStart(date: string, timeZone: string): Instant {
  const noonUtc = parseIsoInstant(`${date}T00:00Z`) + DAY_MS / 2;
  if (Number.isNaN(noonUtc)) return noonUtc;
  const calendar = calendarOf(timeZone);
  // Far east of Greenwich it is the next day already.
  const daysAhead = calendar.dayNumber(noonUtc) - utcDay(noonUtc);
  return calendar.day(noonUtc - daysAhead * DAY_MS).start;
}

/**
 * An instant: ISO 8601 with a zone, a date (its first instant in the zone of the plant), or milliseconds since 1970.
 *
 * @throws `invalid_argument` for anything else; a time without a zone could mean several instants
 */
export function parseInstant(text: string, name: string, timeZone: string): Instant {
  const iso = text.replace(PLUS_READ_AS_SPACE, "+$1");
  let at = Number.NaN;
  if (MILLISECONDS.test(text)) at = Number(text);
  else if (DATE.test(text)) at = dayStart(text, timeZone);
  else if (ISO.test(iso)) at = parseIsoInstant(iso);
  // The limits of Date: beyond them an instant cannot be written as text.
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15)
    throw invalid(
      `\`${name}\` must be a time with its zone, such as 2026-06-01T00:00:00Z, a date, or milliseconds since 1970.`,
    );
  return at;
}

/** An instant of the query, or the default when it is left out. */
export function instantParameter(
  query: URLSearchParams,
  name: string,
  timeZone: string,
  otherwise: Instant,
): Instant {
  const text = query.get(name);
  return text === null ? otherwise : parseInstant(text, name, timeZone);
}

/** Items of a list parameter: repeated, or separated by commas. `undefined` when it is left out. */
export function listParameter(query: URLSearchParams, name: string): readonly string[] | undefined {
  const items = query
    .getAll(name)
    .flatMap((text) => text.split(","))
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return items.length === 0 ? undefined : [...new Set(items)];
}
