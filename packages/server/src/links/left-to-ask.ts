import type { LinkGap, Span } from "@solarmon/core";
import { isOpenGap } from "./fill-progress.ts";

/**
 * What of a span is still to be asked for. A request that is under way, e.g. of a command that was interrupted, goes on
 * instead of starting again; without one the whole span is read (again).
 *
 * @param gaps - of the site
 */
export function leftToAsk(span: Span, gaps: readonly LinkGap[]): readonly Span[] {
  const asked = gaps.filter(({ cause }) => cause === "requested");
  const isUnderWay = asked.some((gap) => isOpenGap(gap) && overlaps(gap, span));
  return isUnderWay ? asked.reduce<readonly Span[]>(without, [span]) : [span];
}

function without(spans: readonly Span[], gap: Span): readonly Span[] {
  return spans.flatMap((span) => {
    if (!overlaps(gap, span)) return [span];
    const parts = [
      { start: span.start, end: gap.start },
      { start: gap.end, end: span.end },
    ];
    return parts.filter(({ start, end }) => end > start);
  });
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && a.end > b.start;
}
