import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { completeSettings, type Visit } from "@solarmon/ingest/poller";
import { createOutput, type Output } from "../cli/output.ts";
import type { ConnectFlags } from "../commands/connect.ts";
import { checkName } from "../folder/check-name.ts";
import { openFolderCatalog } from "../folder/open-folder-catalog.ts";
import { readDataDir } from "../settings.ts";
import { chooseSites, type ChosenSites } from "./choose-sites.ts";
import { loadConnector } from "./connectors.ts";
import { describeBudgets, describePoll, describeSite } from "./describe-site.ts";
import { gatherSettings } from "./gather-settings.ts";
import type { LinkDesk } from "./link-desk.ts";
import { openDesk } from "./open-desk.ts";
import { settingSources } from "./setting-sources.ts";

/** `solarmon connect VENDOR` */
export async function runConnect(vendor: string, flags: ConnectFlags): Promise<void> {
  const isJson = flags.json === true;
  const output = createOutput(isJson);
  const connector = await loadConnector(vendor);
  const name = flags.name ?? connector.describe().name;
  checkName("link", name);
  const given = await gatherSettings(connector, flags, settingSources(isJson));
  const settings = completeSettings(connector, given);
  await using catalog = await openFolderCatalog(flags.dataDir);
  const dataDir = readDataDir(flags.dataDir, process.env);
  await using opened = await openDesk(dataDir, catalog, (message) => output.note(message));
  const isPolled = flags.try === true;
  output.note(`Asking ${connector.describe().name} …`);
  const visit = await opened.desk.visit({ vendor, settings, isPolled });
  if (isPolled) return showVisit(visit, output);
  for (const site of visit.sites) output.note(describeSite(site));
  const chosen = await chooseSites(catalog, visit.sites, flags);
  await addLink({ connector, name, settings, chosen, visit, desk: opened.desk }, output);
  if (!opened.isServed) output.note("It is read once the server runs: solarmon up");
}

interface NewLink {
  readonly connector: Connector;
  readonly name: string;
  readonly settings: LinkSettings;
  readonly chosen: ChosenSites;
  readonly visit: Visit;
  readonly desk: LinkDesk;
}

async function addLink(wanted: NewLink, output: Output): Promise<void> {
  const { connector, name, settings, chosen, visit, desk } = wanted;
  const { vendor } = connector.describe();
  const { tenantId, sites, created } = chosen;
  const link = await desk.connect({ tenantId, vendor, name, settings, sites });
  for (const plant of created) output.note(`Made plant ${plant.name}: ${plant.id}`);
  const capabilities = Object.fromEntries(visit.sites.map((site) => [site.key, site.capabilities]));
  output.result(
    { linkId: link.id, tenantId, vendor, name, sites, capabilities },
    `Link ${name}: ${link.id}, ${sites.length} of ${visit.sites.length} sites`,
  );
}

/** Readings beside what they were read from. */
function showVisit({ sites, polls, replies, budgets }: Visit, output: Output): void {
  for (const site of sites) output.result({ site }, describeSite(site));
  for (const reply of replies) {
    const { method, path, status, body } = reply;
    output.result({ reply }, `\n${method} ${path} → ${status}\n${body}`);
  }
  for (const poll of polls) output.result({ poll }, `\n${describePoll(poll)}`);
  output.result({ budgets }, `\n${describeBudgets(budgets, Date.now())}`);
}
