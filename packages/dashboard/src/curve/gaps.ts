import type { Span } from "../time/local-day.ts";
import type { CurvePoint } from "./plant-curve.ts";

/**
 * Parts of `[span.start, until)` without data.
 *
 * @param holdMs - silence up to this long is no gap yet [ms]
 * @param until - end of what could be known: now, or the end of a past day
 */
export function gapSpans(
  points: readonly CurvePoint[],
  span: Span,
  holdMs: number,
  until: number,
): Span[] {
  const gaps: Span[] = [];
  let knownUntil = span.start;
  let isBroken = true;
  for (const point of points) {
    if (point.powerW === null) {
      isBroken = true;
      continue;
    }
    if (isBroken && point.at > knownUntil) gaps.push({ start: knownUntil, end: point.at });
    isBroken = false;
    knownUntil = point.at;
  }
  const end = Math.min(until, span.end);
  if (end - knownUntil > holdMs) gaps.push({ start: knownUntil, end });
  return gaps;
}

/** What is left of the spans outside `holes`; both ascending. */
export function subtractSpans(spans: readonly Span[], holes: readonly Span[]): Span[] {
  return holes.reduce<Span[]>(
    (rest, hole) => rest.flatMap((span) => cutOut(span, hole)),
    [...spans],
  );
}

function cutOut(span: Span, hole: Span): Span[] {
  if (hole.end <= span.start || hole.start >= span.end) return [span];
  const left = { start: span.start, end: hole.start };
  const right = { start: hole.end, end: span.end };
  return [left, right].filter((part) => part.end > part.start);
}
