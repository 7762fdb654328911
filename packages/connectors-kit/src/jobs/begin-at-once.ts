import type { Instant } from "@solarmon/core";
import type { LinkState, SiteState } from "./link-state.ts";

/** A person waits for the past of a site: of all that it waits for, only the budget and failures of now count. */
export function beginAtOnce(state: LinkState, site: SiteState, now: Instant): void {
  for (const gap of site.gaps) gap.retryAt = 0;
  site.historyPausedUntil = 0;
  // Who asks may have got a permission since.
  if (!site.hasHistory) state.discoverAt = Math.min(state.discoverAt, now);
  if (!state.isHistoryShort && state.historyFailures === 0)
    state.historyAt = Math.min(state.historyAt, now);
}
