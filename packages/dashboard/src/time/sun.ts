import { ephemeris } from "@solarmon/kpi/solar-position";
import { wallClockMinutes } from "./day-ticks.ts";
import type { Span } from "./local-day.ts";

/** Upper edge of the sun at the horizon with mean refraction. */
const HORIZON_DEG = -0.833;
/** Below this many inverters still sleep, or sleep again: their silence is no fault. */
const WAKING_DEG = 5;
const STEP_MS = 300_000;

/** A place and its clock. */
export interface Place {
  readonly timeZone: string;
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
}

/** Whether the sun is down; where the place is unknown, the clock decides: night is 21:00 to 05:00. */
export function isNight(at: number, place: Place): boolean {
  return isSunBelow(at, place, HORIZON_DEG);
}

/** Whether there is too little light to expect data from an inverter. */
export function isTooDarkForPower(at: number, place: Place): boolean {
  return isSunBelow(at, place, WAKING_DEG);
}

function isSunBelow(at: number, place: Place, elevationDeg: number): boolean {
  const { latitudeDeg, longitudeDeg } = place;
  if (latitudeDeg === null || longitudeDeg === null) {
    const minutes = wallClockMinutes(at, place.timeZone);
    return minutes >= 21 * 60 || minutes < 5 * 60;
  }
  return ephemeris(at, { latitudeDeg, longitudeDeg }).elevationDeg < elevationDeg;
}

/** The dark parts of the span, to five minutes. */
export function nightSpans(span: Span, place: Place): Span[] {
  return spansWhere(span, (at) => isNight(at, place));
}

/** The parts of the span in which silence is no gap, to five minutes. */
export function tooDarkSpans(span: Span, place: Place): Span[] {
  return spansWhere(span, (at) => isTooDarkForPower(at, place));
}

function spansWhere(span: Span, holds: (at: number) => boolean): Span[] {
  const spans: Span[] = [];
  let start: number | null = null;
  for (let at = span.start; at < span.end; at += STEP_MS) {
    const isIn = holds(at);
    if (isIn && start === null) start = at;
    if (!isIn && start !== null) {
      spans.push({ start, end: at });
      start = null;
    }
  }
  if (start !== null) spans.push({ start, end: span.end });
  return spans;
}
