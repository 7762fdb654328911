import type { LinkGap, LinkStatus, Span } from "@solarmon/core";

/** How far the filling of a span is. */
export interface FillProgress {
  /** 0–1 */
  readonly share: number;
  readonly isDone: boolean;
  /** Of all sites [ms] that the vendor has nothing of. */
  readonly noneMs: number;
}

/** Judges by the gaps that a link still has in the span, whatever their cause. @param siteKeys - that were asked for */
export function fillProgress(
  { gaps = [] }: LinkStatus,
  siteKeys: readonly string[],
  span: Span,
): FillProgress {
  const touched = gaps.filter(({ siteKey }) => siteKeys.includes(siteKey));
  const totalMs = siteKeys.length * (span.end - span.start);
  const openMs = sumMs(touched.filter(isOpenGap), span);
  const noneMs = sumMs(
    touched.filter(({ state }) => state === "vendor_has_none"),
    span,
  );
  return { share: Math.max(0, 1 - openMs / totalMs), isDone: openMs === 0, noneMs };
}

/** Whether something of it is still to be read. */
export function isOpenGap({ state }: LinkGap): boolean {
  return state !== "filled" && state !== "vendor_has_none";
}

function sumMs(gaps: readonly LinkGap[], span: Span): number {
  return gaps.reduce((sum, gap) => sum + missingMs(gap, span), 0);
}

function missingMs({ filledUntil, end }: LinkGap, span: Span): number {
  return Math.max(0, Math.min(end, span.end) - Math.max(filledUntil, span.start));
}
