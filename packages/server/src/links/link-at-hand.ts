import type { Catalog, Link } from "@solarmon/core";
import { createOutput, type Output } from "../cli/output.ts";
import type { CommonFlags } from "../cli/common-options.ts";
import { openRecordsAtHand } from "../folder/open-folder-catalog.ts";
import { readDataDir } from "../settings.ts";
import { findLink } from "./find-link.ts";
import type { LinkKey } from "./link-desk.ts";
import { openDesk, type OpenedDesk } from "./open-desk.ts";

/** A link that a command was asked about, and who acts on it. */
export interface LinkAtHand extends OpenedDesk {
  readonly link: Link;
  readonly key: LinkKey;
  readonly catalog: Catalog;
  readonly output: Output;
}

/** Finds the link of a command and opens the desk. @throws `not_found`, `locked` */
export async function openLinkAtHand(idOrName: string, flags: CommonFlags): Promise<LinkAtHand> {
  const output = createOutput(flags.json === true);
  await using stack = new AsyncDisposableStack();
  const records = stack.use(await openRecordsAtHand(flags.dataDir));
  const { catalog } = records;
  const link = await findLink(catalog, records.links, idOrName);
  const dataDir = readDataDir(flags.dataDir, process.env);
  const opened = stack.use(await openDesk(dataDir, records, (message) => output.note(message)));
  const all = stack.move();
  return {
    ...opened,
    link,
    key: { tenantId: link.tenantId, linkId: link.id },
    catalog,
    output,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
