import { DAY_MS, type Instant, SolarmonError, utcDay } from "@solarmon/core";

/** Length of the slot that leads the key of hot rows. Part of the stored form. */
const SLOT_MS = 3_600_000;
export const SLOTS_PER_DAY: number = DAY_MS / SLOT_MS;
/** Days reach from 901 BC to AD 4840. */
const MAX_DAY = 2 ** 20;

export function slotOf(at: Instant): number {
  return Math.floor(at / SLOT_MS);
}

/** The last instant of a slot. */
export function slotEnd(slot: number): Instant {
  return (slot + 1) * SLOT_MS - 1;
}

/** The slots of UTC days. */
export function slotsOf(days: readonly number[]): number[] {
  return days.flatMap((day) =>
    Array.from({ length: SLOTS_PER_DAY }, (_, index) => day * SLOTS_PER_DAY + index),
  );
}

/** @throws `invalid_argument` for a time that has no slot */
export function requireKeepable(at: Instant): void {
  if (!(Number.isInteger(at) && Math.abs(utcDay(at)) < MAX_DAY))
    throw new SolarmonError("invalid_argument", `a reading of ${at} ms since 1970 cannot be kept`);
}

/** Days, both ends included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** Days that hold a part of `[start, end)`, clamped to those that have slots. */
export function daysOf(start: Instant, end: Instant): DayRange {
  return { first: Math.max(utcDay(start), -MAX_DAY), last: Math.min(utcDay(end - 1), MAX_DAY) };
}
