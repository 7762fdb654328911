import { HOUR_MS, type Instant, type LinkGapCause } from "@solarmon/core";
import { type JobContext, siteLight } from "./job-context.ts";
import { hasMoreLight } from "./link-light.ts";
import type { SiteState } from "./link-state.ts";
import { addGap } from "./site-gap.ts";

/** Vendors hear of values up to so late; what was measured just before an outage may not have been there yet. */
const LATE_MS = 6 * HOUR_MS;
/** A vendor that answers, but has had nothing for so much light, has lost its own connection to the site. */
export const SILENT_MS: number = 4 * HOUR_MS;
/** However rarely the budget lets poll, so much light without an answer is an outage. */
const LONGEST_PAUSE_MS = 6 * HOUR_MS;

/** How far the readings of an answer go. */
export interface AnsweredSpan {
  readonly newestAt: Instant | null;
  /** From where on nothing can be missing; `null` when the newest values are all there is. */
  readonly coversFrom: Instant | null;
}

/** A site was answered for: whatever was missed since the last answer is a gap. */
export function noteAnswer(
  context: JobContext,
  site: SiteState,
  { newestAt, coversFrom }: AnsweredSpan,
  now: Instant,
): void {
  const outageFrom = missingSince(context, site, now);
  const isHopeless = context.description.historyMs === 0;
  const until = Math.min(newestAt ?? now, now);
  const knownFrom = coversFrom ?? Number.POSITIVE_INFINITY;
  const add = (start: Instant, end: Instant, cause: LinkGapCause): void => {
    // The newest value tells of an interval that began then.
    const isKnown = knownFrom <= start + context.description.pollIntervalMs;
    if (!isKnown)
      addGap(site.gaps, { start, end: Math.min(end, knownFrom) }, cause, { isHopeless });
  };
  if (outageFrom !== null)
    add(outageFrom, until > outageFrom ? until : now, site.cause ?? "not_running");
  else if (newestAt !== null && isSilence(context, site, until))
    add(site.newestAt, until, "no_data");
  if (newestAt !== null) site.newestAt = Math.max(site.newestAt, until);
  site.answeredAt = now;
  site.cause = null;
}

/** Since when readings are missing because nobody answered; `null` while all goes as planned. */
export function missingSince(context: JobContext, site: SiteState, now: Instant): Instant | null {
  const plannedMs = 2 * context.pollMs + context.description.pollIntervalMs;
  const toleranceMs = Math.min(
    plannedMs,
    Math.max(LONGEST_PAUSE_MS, context.description.pollIntervalMs * 2),
  );
  if (!hasMoreLight(siteLight(context, site), site.answeredAt, now, toleranceMs)) return null;
  return Math.min(site.answeredAt, Math.max(site.newestAt, site.answeredAt - LATE_MS));
}

function isSilence(context: JobContext, site: SiteState, until: Instant): boolean {
  return hasMoreLight(siteLight(context, site), site.newestAt, until, SILENT_MS);
}
