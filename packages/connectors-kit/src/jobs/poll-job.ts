import type { Instant } from "@solarmon/core";
import type { LinkPage } from "../connector.ts";
import { absorbFailure, absorbSiteFailure, classifyThrown, isOwnQuota } from "./absorb-failure.ts";
import { learnCost, type JobContext, type LinkJob, nothingDone, siteLight } from "./job-context.ts";
import { afterLight } from "./link-light.ts";
import type { SiteState } from "./link-state.ts";
import { noteAnswer } from "./note-answer.ts";
import { noteDevices } from "./note-devices.ts";
import { phaseOf } from "./phase.ts";
import { noteStrangers } from "./strangers.ts";
import { formatFault, takePage } from "./take-page.ts";

/** Asks the sites of a round that were not asked yet. A round that the quota cuts goes on with the others later. */
export const pollJob: LinkJob = async (context, link, now, call) => {
  const { state, meter } = context;
  const result = nothingDone();
  const sites = sitesToAsk(context, now);
  const pages = new Map<string, PageNotes>();
  const callsBefore = meter.calls;
  try {
    if (sites.length > 0)
      for await (const page of link.poll(sites, call)) {
        await takePage(context, page, "live", result);
        notePage(pages, page);
      }
    for (const site of sites) settle(context, site, pages.get(site.key), now);
    if (sites.some(({ key }) => !pages.get(key)?.error))
      Object.assign(state, { failures: 0, fault: null });
    state.roundCalls += meter.calls - callsBefore;
    finishRound(context, now);
  } catch (thrown) {
    const error = classifyThrown(thrown, context);
    for (const site of sites)
      if (pages.has(site.key)) settle(context, site, pages.get(site.key), now);
    // Calls that failed tell nothing of what a poll costs; those that our own ledger cut do.
    state.roundCalls = isOwnQuota(error) ? state.roundCalls + meter.calls - callsBefore : 0;
    absorbFailure(context, error, now);
    result.error = error;
  }
  return result;
};

/** What the pages of one site said. */
interface PageNotes {
  newestAt: Instant | null;
  /** From where on nothing can be missing; `null` when the newest values are all there is. */
  coversFrom: Instant | null;
  error: LinkPage["error"];
  formatFault: string | null;
  readonly deviceIds: Set<string>;
}

/** Those that waited longest come first. */
function sitesToAsk(context: JobContext, now: Instant): SiteState[] {
  const roundAt = (context.state.roundAt ??= now);
  return context.state.sites
    .filter((site) => site.askedAt < roundAt && site.pausedUntil <= now)
    .filter((site) => siteLight(context, site).next(now).start <= now)
    .toSorted((a, b) => a.askedAt - b.askedAt);
}

function notePage(pages: Map<string, PageNotes>, page: LinkPage): void {
  const notes = pages.get(page.siteKey) ?? {
    newestAt: null,
    coversFrom: null,
    error: undefined,
    formatFault: null,
    deviceIds: new Set(),
  };
  pages.set(page.siteKey, notes);
  if (page.covers) notes.coversFrom = Math.min(notes.coversFrom ?? Infinity, page.covers.start);
  notes.error ??= page.error;
  notes.formatFault ??= formatFault(page);
  for (const { measuredAt, deviceId } of page.readings) {
    notes.newestAt = Math.max(notes.newestAt ?? measuredAt, measuredAt);
    notes.deviceIds.add(deviceId);
  }
}

/** No page at all is an answer, too: there is nothing new. */
function settle(
  context: JobContext,
  site: SiteState,
  notes: PageNotes | undefined,
  now: Instant,
): void {
  site.askedAt = now;
  if (notes?.error) {
    absorbSiteFailure(context, site, notes.error, now);
    return;
  }
  site.fault = notes?.formatFault ?? null;
  if (notes) noteDevices(context, site, notes.deviceIds, now);
  noteAnswer(context, site, notes ?? { newestAt: null, coversFrom: null }, now);
  if (notes) noteStrangers(context.state, site, notes.deviceIds, now);
  context.state.lastPolledAt = now;
}

function finishRound(context: JobContext, now: Instant): void {
  const { state, pollMs, light, id } = context;
  const startedAt = state.roundAt ?? now;
  if (state.roundCalls > 0) state.costs.poll = learnCost(state.costs.poll, state.roundCalls);
  // Once a link has its own place in the interval, it keeps it.
  const intervalMs = state.isFirstRound ? pollMs * (0.5 + phaseOf(id)) : pollMs;
  state.pollAt = Math.max(now + 1, afterLight(light, startedAt, intervalMs));
  state.roundAt = null;
  state.roundCalls = 0;
  state.isFirstRound = false;
}
