import { SolarmonError } from "./errors.ts";
import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/** What is counted up as it happens. */
export const USAGE_COUNTS = [
  "pointsIngested",
  "pointsStored",
  "readingsRefused",
  "apiCalls",
  "liveMinutes",
] as const;

export type UsageCount = (typeof USAGE_COUNTS)[number];
export type UsageMeasure = UsageCount | "plantsMonitored" | "kwpMonitored";

/**
 * What is told of a tenant and a day, each with its unit.
 *
 * - `pointsIngested` values that were acknowledged, missing ones (`null`) not among them · `pointsStored` those of them
 *   that said something new: a repetition does not
 * - `readingsRefused` readings, or messages that were none, of which nothing was taken
 * - `apiCalls` HTTP requests that came with a log-in or a device's key and were answered, whatever with
 * - `liveMinutes` minutes of open subscriptions, each of them begun
 * - `plantsMonitored` plants of which readings were taken that day · `kwpMonitored` their DC nameplates, unknown ones as 0
 */
export const USAGE_MEASURES: readonly { readonly name: UsageMeasure; readonly unit: string }[] = [
  { name: "pointsIngested", unit: "points" },
  { name: "pointsStored", unit: "points" },
  { name: "readingsRefused", unit: "readings" },
  { name: "apiCalls", unit: "calls" },
  { name: "liveMinutes", unit: "minutes" },
  { name: "plantsMonitored", unit: "plants" },
  { name: "kwpMonitored", unit: "kWp" },
];

/** The figures of one UTC day. */
export interface UsageDay extends Readonly<Record<UsageMeasure, number>> {
  /** When the day begins. */
  readonly day: Instant;
}

/** What one event is to be billed as: a record of the stream, or what a process counted in a while. */
export interface UsageBooking {
  readonly tenantId: Id;
  /** Whose events are numbered: a shard of the stream, a process. At most 256 characters. */
  readonly source: string;
  /** Number of the event within its source, going up: a whole number in decimal digits, 60 at most. */
  readonly position: string;
  /** Number of the UTC day, see `utcDay`. */
  readonly day: number;
  /** Whole numbers, not negative. */
  readonly counts: Readonly<Partial<Record<UsageCount, number>>>;
  /** The plant that the event is of. */
  readonly plant?: { readonly id: Id; readonly dcKwp: number | null };
}

const POSITION = /^(?:0|[1-9]\d{0,59})$/;

/** For adapters. @throws {@link SolarmonError} `invalid_argument` when one of them cannot be booked */
export function requireBookings(bookings: readonly UsageBooking[]): void {
  for (const { source, position, day, counts } of bookings) {
    const amounts = Object.values(counts);
    const isWhole = [day, ...amounts].every((number) => Number.isSafeInteger(number));
    const isFine = POSITION.test(position) && source.length <= 256;
    if (isFine && isWhole && amounts.every((amount) => amount >= 0)) continue;
    throw new SolarmonError(
      "invalid_argument",
      `usage at ${source.slice(0, 60)} ${position.slice(0, 40)} cannot be booked: positions, days and amounts are whole numbers`,
    );
  }
}

/** For adapters: order of two positions of one source, as for `sort`. */
export function comparePositions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}

/** For adapters: a day on which nothing was counted yet. */
export function emptyUsageDay(day: Instant): UsageDay {
  return {
    day,
    pointsIngested: 0,
    pointsStored: 0,
    readingsRefused: 0,
    apiCalls: 0,
    liveMinutes: 0,
    plantsMonitored: 0,
    kwpMonitored: 0,
  };
}

/** For adapters: nameplates as they are told, to a watt, so that the order of a sum does not show [kW]. */
export function roundKwp(sumKwp: number): number {
  return Math.round(sumKwp * 1000) / 1000;
}
