import type { QuotaBudget } from "@solarmon/connectors-kit";
import type { Link } from "@solarmon/core";
import { type OpenLinkOptions, type PreparedLink, prepareLink } from "./prepare-link.ts";
import { withPatience } from "./with-patience.ts";
import { pollSites, type SitePoll, toKnownSite } from "./visit-vendor.ts";

export interface PollNowReport {
  readonly polls: readonly SitePoll[];
  /** What is left of the vendor's limits. */
  readonly budgets: readonly QuotaBudget[];
}

/**
 * One poll of a link out of turn, beside its jobs and on the same budget. Its readings are stored.
 *
 * @throws ConnectorError what concerns the whole link · what keeps us from storing
 */
export async function pollNow(link: Link, options: OpenLinkOptions): Promise<PollNowReport> {
  const prepared = await prepareLink(link, options);
  const { lease } = prepared;
  try {
    const polls = await pollPrepared(prepared);
    return { polls, budgets: lease.host.ledger.budgets() };
  } finally {
    lease.release();
  }
}

async function pollPrepared(prepared: PreparedLink): Promise<SitePoll[]> {
  const { link, connector, settings, lease, devices, sink } = prepared;
  await using opened = connector.open(settings, lease.host);
  const { clock } = lease.host;
  const discovered = await withPatience(async () => await opened.discover(), { clock });
  devices.learn(discovered);
  const zones = await zonesOf(prepared);
  const wanted = discovered.filter(({ key }) => link.sites.some((site) => site.key === key));
  const sites = wanted.map((site) => {
    const known = toKnownSite(site);
    return { ...known, timeZone: zones.get(site.key) ?? known.timeZone };
  });
  return await pollSites(opened, sites, clock, (page) =>
    sink.store(page.siteKey, page.readings, "live"),
  );
}

/** The zone of the plant counts, as a person set it. */
async function zonesOf({ catalog, link }: PreparedLink): Promise<ReadonlyMap<string, string>> {
  const zones = new Map<string, string>();
  for (const { key, plantId } of link.sites) {
    const plant = await catalog.plant(plantId);
    if (plant) zones.set(key, plant.timeZone);
  }
  return zones;
}
