import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface MigrateFlags extends CommonFlags {
  readonly dryRun?: boolean;
}

/** `solarmon migrate` */
export function migrateCommand(): Command {
  return subcommand("migrate", "bring a PostgreSQL database to this version's schema", [
    "DATABASE_OWNER_URL=postgres://admin:…@host/solarmon solarmon migrate --dry-run",
    "DATABASE_OWNER_URL=postgres://admin:…@host/solarmon solarmon migrate",
  ])
    .option("--dry-run", "only say what would be done")
    .action(async (flags: MigrateFlags) => {
      const { runMigrate } = await import("../migrate/run-migrate.ts");
      await runMigrate(flags);
    });
}
