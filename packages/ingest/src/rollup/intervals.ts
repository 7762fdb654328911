import { type Instant, MINUTE_MS, type Span } from "@solarmon/core";

/** Length of the finest roll-up. */
export const FIVE_MINUTES_MS: number = 5 * MINUTE_MS;

/** Start of the five minutes that hold `at`. Every zone's hours and days begin at such a start. */
export function fiveMinuteStart(at: Instant): Instant {
  return Math.floor(at / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
}

/** Ascending spans, joined where they are at most `reachMs` apart. */
export function joinSpans(spans: readonly Span[], reachMs: number): Span[] {
  const joined: { start: Instant; end: Instant }[] = [];
  for (const { start, end } of spans) {
    const last = joined.at(-1);
    if (last && start - last.end <= reachMs) last.end = end;
    else joined.push({ start, end });
  }
  return joined;
}
