/** Milliseconds since 1970-01-01T00:00:00Z, a whole number. */
export type Instant = number;

/** Half-open interval `[start, end)` in {@link Instant}s. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Number of the UTC day: whole days since 1970-01-01. */
export function utcDay(at: Instant): number {
  return Math.floor(at / DAY_MS);
}

/**
 * The instant of an ISO 8601 date and time with its zone, `NaN` when there is no such day: `Date.parse` would take
 * 30 February for 2 March.
 *
 * @param text - starts with `yyyy-mm-dd`
 */
export function parseIsoInstant(text: string): Instant {
  const day = Number(text.slice(8, 10));
  const isDay = new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
  return isDay ? Date.parse(text) : Number.NaN;
}

/** Time as a port, so that a year can pass in a test in a second. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };
