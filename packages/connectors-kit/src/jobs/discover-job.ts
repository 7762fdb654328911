import { DAY_MS, HOUR_MS, type Instant } from "@solarmon/core";
import type { DiscoveredDevice, DiscoveredSite, KnownVendorDevice } from "../connector.ts";
import { absorbFailure, classifyThrown, isLasting } from "./absorb-failure.ts";
import { type JobContext, learnCost, type LinkJob, nothingDone } from "./job-context.ts";
import { claimsHistory } from "./claims-history.ts";
import { windowOf } from "../quota/quota-rule.ts";
import { phaseOf } from "./phase.ts";

/** The part of a budget that a daily discovery may cost; else it is once a week. */
const CHEAP_PART = 1 / 20;
const NOTICE_MS = DAY_MS;

/** Learns which devices the sites have. */
export const discoverJob: LinkJob = async (context, link, now, call) => {
  const { state, meter } = context;
  const result = nothingDone();
  const callsBefore = meter.calls;
  try {
    const discovered = await link.discover(call);
    for (const site of discovered) learnSite(context, site);
    const calls = meter.calls - callsBefore;
    if (calls > 0) state.costs.discover = learnCost(state.costs.discover, calls);
    plan(context, now);
    state.failures = 0;
    result.discovered = discovered;
  } catch (thrown) {
    const error = classifyThrown(thrown, context);
    result.error = error;
    // Readings may come all the same: only what is known of devices stays as it is.
    if (error.kind === "auth" || error.kind === "rate" || error.kind === "transient")
      absorbFailure(context, error, now);
    else {
      const text = `discovery: ${context.host.redactor.text(error.message)}`;
      state.notice = { text, until: now + NOTICE_MS };
      plan(context, now);
      if (isLasting(error)) state.discoverAt = now + DAY_MS;
    }
  }
  return result;
};

function learnSite({ state }: JobContext, found: DiscoveredSite): void {
  const site = state.sites.find(({ key }) => key === found.key);
  if (!site) return;
  site.devices = found.devices.map(toKnown);
  const keys = new Set(site.devices.map(({ key }) => key));
  for (const key of site.missing.keys()) if (!keys.has(key)) site.missing.delete(key);
  site.hasHistory = claimsHistory(found);
}

/** Names, models and ratings are for the catalogue, not to be kept here. */
function toKnown({ key, kind, address }: DiscoveredDevice): KnownVendorDevice {
  return address ? { key, kind, address } : { key, kind };
}

function plan(context: JobContext, now: Instant): void {
  const { state, id } = context;
  state.discoveredAt = now;
  const days = isCheap(context, now) ? 1 : 7;
  state.discoverAt = now + days * DAY_MS + phaseOf(`${id}/discover`) * HOUR_MS;
}

/** By what the budgets that a day's worth of polls lives on have for a day. */
function isCheap({ description, meter, state }: JobContext, now: Instant): boolean {
  const budgets = new Map(meter.budgets().map(({ rule, remaining }) => [rule, remaining]));
  return description.quotas
    .filter(({ period, of }) => of === undefined && (period === "day" || period === "month"))
    .every((rule) => {
      const { windowMs, calls } = windowOf(rule, budgets.get(rule.name) ?? 0, now);
      const callsPerDay = calls / Math.max(1, windowMs / DAY_MS);
      return state.costs.discover <= callsPerDay * CHEAP_PART;
    });
}
