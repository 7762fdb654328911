import type { Instant, Span } from "@solarmon/core";
import type { LinkCall, VendorLink } from "../connector.ts";
import type { ConnectorError } from "../http/connector-error.ts";
import type { JobContext, JobResult } from "./job-context.ts";
import type { SiteState } from "./link-state.ts";
import { takePage } from "./take-page.ts";

/** How far a span was read. */
export interface HistoryRead {
  /** All before it is stored, or known not to exist. */
  readonly until: Instant;
  /** Why a part of the site is missing. */
  readonly refusal: ConnectorError | null;
}

export interface HistoryRequest {
  readonly site: SiteState;
  readonly span: Span;
  readonly call: LinkCall;
  /** Told each time that more of the span is stored. */
  readonly onProgress: (until: Instant) => void;
}

/**
 * Reads a span of a site and stores it, page by page. After a page with an error nothing counts as read any more:
 * what it lacks may belong anywhere.
 *
 * @throws what the link throws, and {@link SinkFailure}
 */
export async function readHistory(
  context: JobContext,
  link: VendorLink,
  { site, span, call, onProgress }: HistoryRequest,
  result: JobResult,
): Promise<HistoryRead> {
  let [until, hasCovers] = [span.start, false];
  let refusal: ConnectorError | null = null;
  for await (const page of link.history?.(site, span, call) ?? []) {
    await takePage(context, page, "backfill", result);
    refusal ??= page.error ?? null;
    if (refusal || !page.covers) continue;
    hasCovers = true;
    if (page.covers.start > until) continue;
    until = Math.max(until, Math.min(page.covers.end, span.end));
    onProgress(until);
  }
  // A connector that does not tell what its pages cover gave all there is.
  if (!refusal && !hasCovers) onProgress((until = span.end));
  return { until, refusal };
}
