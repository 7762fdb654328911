import { calendarOf, DAY_MS, type Span } from "@solarmon/core";
import type { Days } from "./growatt-api.ts";

/** The local days that a span touches. */
export function daysOf({ start, end }: Span, timeZone: string): Days {
  const calendar = calendarOf(timeZone);
  return { first: dateOf(calendar.dayNumber(start)), last: dateOf(calendar.dayNumber(end - 1)) };
}

function dateOf(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, "yyyy-mm-dd".length);
}
