import type { Connector, LinkSettings, SettingRule } from "@solarmon/connectors-kit";
import { completeSettings, type Visit } from "@solarmon/ingest/poller";
import type { CommonFlags } from "../cli/common-options.ts";
import { createOutput, type Output, table } from "../cli/output.ts";
import type { ConnectFlags } from "../commands/connect.ts";
import { checkName } from "../folder/check-name.ts";
import { openRecordsAtHand } from "../folder/open-folder-catalog.ts";
import { readDataDir } from "../settings.ts";
import { chooseSites, type ChosenSites } from "./choose-sites.ts";
import { connectorNames, loadConnector } from "./connectors.ts";
import { describeBudgets, describePoll, describeSite } from "./describe-site.ts";
import { gatherSettings } from "./gather-settings.ts";
import type { LinkDesk } from "./link-desk.ts";
import { openDesk } from "./open-desk.ts";
import { settingSources } from "./setting-sources.ts";

/** `solarmon connect`: the vendors that can be read, and what each asks for. */
export async function listVendors(flags: CommonFlags): Promise<void> {
  const output = createOutput(flags.json === true);
  const connectors = await Promise.all(connectorNames().map(loadConnector));
  const descriptions = connectors.map((connector) => connector.describe());
  if (output.isJson) {
    for (const { vendor, name, level, evidence, settings } of descriptions)
      output.result({ vendor, name, level, evidence, settings });
    return;
  }
  const rows = descriptions.map(({ vendor, name, level, evidence, settings }) => [
    vendor,
    name,
    evidence === "recorded" ? level : `${level}, not proven on a device`,
    settings.map(settingText).join(", "),
  ]);
  output.result({}, table([["VENDOR", "NAME", "LEVEL", "SETTINGS"], ...rows]));
}

function settingText({ name, isSecret, isRequired }: SettingRule): string {
  const notes = [isSecret ? "secret" : "", isRequired ? "" : "optional"].filter(Boolean);
  return notes.length > 0 ? `${name} (${notes.join(", ")})` : name;
}

/** `solarmon connect VENDOR` */
export async function runConnect(vendor: string, flags: ConnectFlags): Promise<void> {
  const isJson = flags.json === true;
  const output = createOutput(isJson);
  const connector = await loadConnector(vendor);
  const name = flags.name ?? connector.describe().name;
  checkName("link", name);
  const given = await gatherSettings(connector, flags, settingSources(isJson));
  const settings = completeSettings(connector, given);
  await using records = await openRecordsAtHand(flags.dataDir);
  const { catalog } = records;
  const dataDir = readDataDir(flags.dataDir, process.env);
  await using opened = await openDesk(dataDir, records, (message) => output.note(message));
  const isPolled = flags.try === true;
  output.note(`Asking ${connector.describe().name} …`);
  const visit = await opened.desk.visit({ vendor, settings, isPolled });
  tellUsedUp(connector, visit, output);
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

/** Else somebody looks for another token, or tries this one elsewhere. */
function tellUsedUp(connector: Connector, { usedUp }: Visit, output: Output): void {
  if (usedUp.length === 0) return;
  const { name } = connector.describe();
  output.note(
    `${usedUp.join(", ")} is used up: ${name} issued another in its place, which is kept here, encrypted. ` +
      "Connect with the same settings.",
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
