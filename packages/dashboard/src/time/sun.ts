import { wallClockMinutes } from "./day-ticks.ts";
import type { Span } from "./local-day.ts";

const RAD = Math.PI / 180;
const DAY_MS = 86_400_000;
/** 2000-01-01T12:00Z, epoch of the almanac's formulas. */
const J2000_MS = 946_728_000_000;
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

/**
 * Elevation of the sun's centre [deg], without refraction.
 * Low-precision formulas of the Astronomical Almanac: within 0.02° from 1950 to 2050.
 */
export function sunElevationDeg(at: number, latitudeDeg: number, longitudeDeg: number): number {
  const days = (at - J2000_MS) / DAY_MS;
  const meanAnomaly = (357.528 + 0.9856003 * days) * RAD;
  const meanLongitudeDeg = 280.46 + 0.9856474 * days;
  const equationDeg = 1.915 * Math.sin(meanAnomaly) + 0.02 * Math.sin(2 * meanAnomaly);
  const eclipticLongitude = (meanLongitudeDeg + equationDeg) * RAD;
  const obliquity = (23.439 - 4e-7 * days) * RAD;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(eclipticLongitude));
  const rightAscension = Math.atan2(
    Math.cos(obliquity) * Math.sin(eclipticLongitude),
    Math.cos(eclipticLongitude),
  );
  const siderealDeg = 280.46062 + 360.9856474 * days + longitudeDeg;
  const hourAngle = siderealDeg * RAD - rightAscension;
  const latitude = latitudeDeg * RAD;
  const sine =
    Math.sin(latitude) * Math.sin(declination) +
    Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
  return Math.asin(sine) / RAD;
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
  if (place.latitudeDeg === null || place.longitudeDeg === null) {
    const minutes = wallClockMinutes(at, place.timeZone);
    return minutes >= 21 * 60 || minutes < 5 * 60;
  }
  return sunElevationDeg(at, place.latitudeDeg, place.longitudeDeg) < elevationDeg;
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
