import { DAY_MS, HOUR_MS, type Instant } from "@solarmon/core";
import type { ConnectorDescription } from "../connector-description.ts";
import type { JobSite, LinkJobsOptions } from "./link-jobs.ts";
import { type LinkState, newSite, newState, type SiteState } from "./link-state.ts";
import { phaseOf } from "./phase.ts";
import { decodeProgress } from "./progress.ts";
import { addGap } from "./site-gap.ts";

/** Where the last process stopped; a new state when there is none, or it cannot be read. */
export function restoreState(
  options: LinkJobsOptions,
  description: ConnectorDescription,
  now: Instant,
): { state: LinkState; shapes: string } {
  const { progress } = options;
  const kept = progress === null ? null : decodeProgress(progress, now);
  const { state, shapes } = kept ?? { state: newState(now), shapes: "" };
  if (progress !== null && !kept) {
    const text = "the progress kept for this link could not be read: started anew";
    state.notice = { text, until: now + DAY_MS };
  }
  if (kept) spread(state, options.id, description, now);
  const known = new Map(state.sites.map((site) => [site.key, site]));
  state.sites = options.sites.map((site) =>
    siteOf(site, known.get(site.key), options, description, now),
  );
  if (state.sites.some(({ key }) => !known.has(key))) state.discoverAt = now;
  return { state, shapes };
}

/** Thousands of links start with the process: each at its own moment. One that never told anything is waited for. */
function spread(
  state: LinkState,
  id: string,
  { pollIntervalMs }: ConnectorDescription,
  now: Instant,
): void {
  const waitMs = state.lastPolledAt === null ? 0 : phaseOf(id) * pollIntervalMs;
  state.pollAt = Math.floor(now + waitMs);
  state.historyAt = state.pollAt;
  const soon = now + phaseOf(`${id}/discover`) * HOUR_MS;
  state.discoverAt = state.discoveredAt === 0 ? now : Math.max(state.discoveredAt + DAY_MS, soon);
}

function siteOf(
  { key, timeZone }: JobSite,
  known: SiteState | undefined,
  { fillFrom = Infinity }: LinkJobsOptions,
  { historyMs }: ConnectorDescription,
  now: Instant,
): SiteState {
  if (known) return { ...known, timeZone };
  const site = newSite(key, timeZone, now);
  if (fillFrom >= now) return site;
  const isHopeless = historyMs === 0;
  addGap(site.gaps, { start: fillFrom, end: now }, "first_connect", { isHopeless });
  // Days that are filled before they settle are read again like any others.
  return { ...site, settledUntil: fillFrom, weekUntil: fillFrom };
}
