import type { Span } from "@solarmon/core";
import type { Daylight } from "./plan-calls.ts";

/** Two months of days; no budget lasts longer. */
const MAX_DAYS = 62;

/** Stretches of daylight inside a span, of its first two months at most. */
export function lightIn(daylight: Daylight, { start, end }: Span): Span[] {
  const light: Span[] = [];
  for (let at = start; at < end && light.length < MAX_DAYS;) {
    const next = daylight.next(at);
    if (next.start >= end || next.end <= at) break;
    light.push({ start: Math.max(next.start, at), end: Math.min(next.end, end) });
    at = next.end;
  }
  return light;
}

/** How long it is light inside a span [ms], of its first two months at most. */
export function lightMsIn(daylight: Daylight, span: Span): number {
  return lightIn(daylight, span).reduce((sum, { start, end }) => sum + end - start, 0);
}
