import type { Link } from "@solarmon/core";
import { systemClock } from "@solarmon/core";
import type { CommonFlags } from "../cli/common-options.ts";
import { createOutput, table } from "../cli/output.ts";
import type { ListFlags, SignInFlags } from "../commands/link.ts";
import { openRecordsAtHand } from "../folder/open-folder-catalog.ts";
import { loadConnector } from "./connectors.ts";
import { describeLink } from "./describe-link.ts";
import { findLink, listLinks } from "./find-link.ts";
import { gatherSettings, givenSettings } from "./gather-settings.ts";
import { openLinkAtHand } from "./link-at-hand.ts";
import { linkWords } from "./link-words.ts";
import { settingSources } from "./setting-sources.ts";

/** `solarmon link list` */
export async function runLinkList(flags: ListFlags): Promise<void> {
  const output = createOutput(flags.json === true);
  await using records = await openRecordsAtHand(flags.dataDir);
  const links = await listLinks(records.catalog, records.links, flags.tenant);
  if (output.isJson) {
    for (const link of links) output.result(toJson(link));
    return;
  }
  const now = systemClock.now();
  const rows = links.map(({ id, name, vendor, status }) => [
    id,
    name,
    vendor,
    linkWords(status, now),
  ]);
  const header = ["LINK", "NAME", "VENDOR", "STATE"];
  output.result({}, rows.length === 0 ? "No links yet." : table([header, ...rows]));
}

/** `solarmon link show LINK` */
export async function runLinkShow(idOrName: string, flags: CommonFlags): Promise<void> {
  const output = createOutput(flags.json === true);
  await using records = await openRecordsAtHand(flags.dataDir);
  const link = await findLink(records.catalog, records.links, idOrName);
  output.result(toJson(link), describeLink(link, systemClock.now()));
}

/** `solarmon link remove LINK` */
export async function runLinkRemove(idOrName: string, flags: CommonFlags): Promise<void> {
  await using hand = await openLinkAtHand(idOrName, flags);
  const { link, key, desk, output } = hand;
  await desk.remove(key);
  output.result(
    { linkId: link.id, removed: true },
    `Removed link ${link.name}. Its readings stay.`,
  );
}

/** `solarmon link sign-in LINK` */
export async function runSignIn(idOrName: string, flags: SignInFlags): Promise<void> {
  await using hand = await openLinkAtHand(idOrName, flags);
  const { link, key, desk, output } = hand;
  const connector = await loadConnector(link.vendor);
  const sources = settingSources(output.isJson);
  const { settings: rules } = connector.describe();
  const given = await givenSettings(rules, flags, sources);
  // Without flags, the secrets are what has changed.
  const isAsked = Object.keys(given).length === 0;
  const settings = isAsked ? await askSecrets() : given;
  await desk.signIn({ ...key, settings });
  output.result({ linkId: link.id, signedIn: true }, `Link ${link.name} is read again.`);

  async function askSecrets() {
    const secrets = rules.filter(({ isSecret }) => isSecret);
    const description = { ...connector.describe(), settings: secrets };
    const asking = { ...connector, describe: () => description };
    return await gatherSettings(asking, {}, sources, link.settings);
  }
}

/** Without what is for the jobs only. */
function toJson({ id: linkId, status, ...link }: Link): object {
  const { progress: _progress, ...shown } = status;
  return { linkId, ...link, status: shown };
}
