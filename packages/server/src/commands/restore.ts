import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

/** `solarmon restore FILE` */
export function restoreCommand(): Command {
  return subcommand("restore", "make a data folder from a backup; replaces nothing", [
    "solarmon restore solarmon.tar.zst --data-dir /var/lib/solarmon/data",
  ])
    .argument("<file>", "what `solarmon backup` wrote")
    .action(async (file: string, flags: CommonFlags) => {
      const { runRestore } = await import("../backup/run-restore.ts");
      await runRestore(file, flags);
    });
}
