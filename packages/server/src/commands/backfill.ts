import type { Command } from "commander";
import { collect, type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface BackfillFlags extends CommonFlags {
  readonly from: string;
  readonly to?: string;
  readonly site?: readonly string[];
}

/** `solarmon backfill LINK --from T` */
export function backfillCommand(): Command {
  return subcommand("backfill", "read the past of a link, within the vendor's limits; resumable", [
    "solarmon backfill Roofs --from 2026-06-01T00:00:00Z --to 2026-06-08T00:00:00Z",
    "solarmon backfill Roofs --from 7d --site 4711",
  ])
    .argument("<link>", "id or name of the link")
    .requiredOption("--from <time>", "ISO 8601 with a zone, or an age such as 24h or 7d")
    .option("--to <time>", "likewise; default now")
    .option("--site <key>", "only that site; may be given again", collect, [])
    .action(async (link: string, flags: BackfillFlags) => {
      const { runBackfill } = await import("../links/run-backfill.ts");
      await runBackfill(link, flags);
    });
}
