import { HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import type { JobContext } from "./job-context.ts";
import type { SiteState } from "./link-state.ts";
import { settledDays, type SettledDay } from "./settled-days.ts";
import { giveUpUntil, isOpen, type SiteGap } from "./site-gap.ts";

/** What to read of the past. */
export type HistoryTask =
  | { readonly job: "re_read"; readonly site: SiteState; readonly day: SettledDay }
  | { readonly job: "fill"; readonly site: SiteState; readonly gap: SiteGap; readonly span: Span };

/** What is next of the past, and when. */
export interface HistoryOutlook {
  readonly at: Instant;
  readonly task: HistoryTask | null;
}

const NOTHING: HistoryOutlook = { at: Number.POSITIVE_INFINITY, task: null };
const FIRST_RETRY_MS = 15 * MINUTE_MS;
const LONGEST_RETRY_MS = 6 * HOUR_MS;

/** Settled days before gaps, but never twice in a row while a gap waits. */
export function nextHistory(context: JobContext, now: Instant): HistoryOutlook {
  if (context.description.historyMs === 0) return NOTHING;
  const reRead = nextReRead(context, now);
  const fill = nextFill(context, now);
  const [first, second] = context.state.lastHistory === "re_read" ? [fill, reRead] : [reRead, fill];
  if (first.at <= now) return first;
  return second.at <= now || second.at < first.at ? second : first;
}

function nextReRead({ state, description }: JobContext, now: Instant): HistoryOutlook {
  let next = NOTHING;
  for (const site of state.sites.filter(({ hasHistory }) => hasHistory))
    for (const day of settledDays(site, description, now)) {
      const at = Math.max(day.dueAt, site.reReadAt, site.historyPausedUntil);
      if (at < next.at) next = { at, task: { job: "re_read", site, day } };
    }
  return next;
}

/** Oldest first. */
function nextFill({ state, description }: JobContext, now: Instant): HistoryOutlook {
  let next = NOTHING;
  let oldest = Number.POSITIVE_INFINITY;
  for (const site of state.sites) {
    giveUpWhatIsTooOld(site, now - description.historyMs);
    if (!site.hasHistory) continue;
    for (const gap of site.gaps.filter(isOpen)) {
      const at = Math.max(now, gap.retryAt, site.historyPausedUntil);
      if (at > next.at || (at === next.at && gap.filledUntil >= oldest)) continue;
      oldest = gap.filledUntil;
      const end = Math.min(gap.end, gap.filledUntil + description.historySpanMs);
      next = { at, task: { job: "fill", site, gap, span: { start: gap.filledUntil, end } } };
    }
  }
  return next;
}

function giveUpWhatIsTooOld({ gaps }: SiteState, horizon: Instant): void {
  for (const gap of gaps.filter(isOpen))
    if (gap.filledUntil < horizon) giveUpUntil(gaps, gap, horizon);
}

/** How much there is to do, for planning. */
export function wantedHistory(
  { state, description }: JobContext,
  now: Instant,
): { reRead: number; fill: number; reReadPerDay: number } {
  const { historyMs, historySpanMs } = description;
  if (historyMs === 0) return { reRead: 0, fill: 0, reReadPerDay: 0 };
  let [reRead, fill, turns] = [0, 0, 0];
  for (const site of state.sites.filter(({ hasHistory }) => hasHistory)) {
    for (const day of settledDays(site, description, now)) {
      turns += 1;
      if (day.dueAt <= now) reRead += 1;
    }
    for (const gap of site.gaps)
      if (isOpen(gap)) fill += Math.ceil((gap.end - gap.filledUntil) / historySpanMs);
  }
  return { reRead, fill, reReadPerDay: turns };
}

/** When to try again after so many answers in a row that brought nothing. */
export function retryAfter(attempts: number, now: Instant): Instant {
  return now + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10));
}
