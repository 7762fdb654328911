import type { Span } from "./local-day.ts";

const QUARTER_MS = 900_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes since local midnight as the wall clock shows them. */
export function wallClockMinutes(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const options = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    format = new Intl.DateTimeFormat("en-GB", options);
    formats.set(timeZone, format);
  }
  const [hours = 0, minutes = 0] = format.format(at).split(":").map(Number);
  return hours * 60 + minutes;
}

/**
 * Instants within the span at which the wall clock shows a multiple of `stepMinutes`.
 * Walks in quarter hours, which every offset in use is a multiple of: 23- and 25-hour days come out right.
 */
export function wallClockTicks(span: Span, timeZone: string, stepMinutes: number): number[] {
  const ticks: number[] = [];
  const first = Math.ceil(span.start / QUARTER_MS) * QUARTER_MS;
  for (let at = first; at <= span.end; at += QUARTER_MS) {
    if (wallClockMinutes(at, timeZone) % stepMinutes === 0) ticks.push(at);
  }
  return ticks;
}

const STEPS_MINUTES = [15, 30, 60, 120, 180, 240, 360, 720];

/** Smallest step that leaves `minGapPx` between ticks. */
export function tickStepMinutes(span: Span, widthPx: number, minGapPx: number): number {
  const minutesPerPx = (span.end - span.start) / 60_000 / Math.max(1, widthPx);
  return STEPS_MINUTES.find((step) => step / minutesPerPx >= minGapPx) ?? 720;
}
