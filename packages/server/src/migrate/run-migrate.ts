import { SolarmonError } from "@solarmon/core";
import { createOutput } from "../cli/output.ts";
import type { MigrateFlags } from "../commands/migrate.ts";

/** `solarmon migrate`: as the owner, who makes roles and tables; a server does neither. */
export async function runMigrate(flags: MigrateFlags): Promise<void> {
  const url = ownerUrl(process.env);
  const { connectPostgres, migrate, pendingMigrations } = await import("@solarmon/postgres");
  const output = createOutput(flags.json === true);
  const { pool, operatorPool } = connectPostgres({ url, maxConnections: 1 });
  try {
    if (flags.dryRun === true) {
      const { applied, pending } = await pendingMigrations(pool);
      const text = pending.length === 0 ? "Nothing to do." : `Would run: ${pending.join(", ")}`;
      return output.result({ applied, pending }, `Has: ${applied.join(", ") || "none"}\n${text}`);
    }
    const { applied, version } = await migrate(pool);
    const text = applied.length === 0 ? "Nothing to do." : `Ran: ${applied.join(", ")}`;
    output.result({ applied, version }, `${text} The schema has version ${version}.`);
  } finally {
    await Promise.all([pool.end(), operatorPool.end()]);
  }
}

function ownerUrl({ DATABASE_OWNER_URL, DATABASE_URL }: NodeJS.ProcessEnv): string {
  const url = DATABASE_OWNER_URL || DATABASE_URL;
  if (url) return url;
  throw new SolarmonError(
    "invalid_argument",
    "set DATABASE_OWNER_URL to postgres://user:password@host:port/database, of someone who may make roles. " +
      "An embedded data folder needs no migrating: `solarmon up` does it.",
  );
}
