import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface BackupFlags extends CommonFlags {
  readonly withoutKey?: boolean;
}

/** `solarmon backup FILE` */
export function backupCommand(): Command {
  return subcommand("backup", "copy the data folder to one file, also while the server runs", [
    "solarmon backup solarmon.tar.zst",
    "solarmon backup /backups/monday.tar.zst --without-key --data-dir /var/lib/solarmon/data",
  ])
    .argument("<file>", "where the backup goes; nothing may be there")
    .option("--without-key", "leave out the key of vendors' secrets; keep a copy of it elsewhere")
    .action(async (file: string, flags: BackupFlags) => {
      const { runBackup } = await import("../backup/run-backup.ts");
      await runBackup(file, flags);
    });
}
