import { SolarmonError } from "@solarmon/core";
import { readServices } from "../services/read-services.ts";

/** @throws `unsupported` saying what to use instead, when the data are in PostgreSQL */
export function requireFolder(command: "backup" | "restore"): void {
  const { postgres } = readServices(process.env);
  if (!postgres) return;
  const instead =
    command === "backup"
      ? "pg_dump --format=custom --file=solarmon.dump"
      : "pg_restore --single-transaction into a database that has our roles and no schema solarmon";
  throw new SolarmonError(
    "unsupported",
    `DATABASE_URL is set: the data are in PostgreSQL, which has tools of its own. Use ${instead}, as a superuser ` +
      "(others do not see the rows of all tenants), and keep SOLARMON_SECRET_KEYS elsewhere. See docs/guides/self-host.md. " +
      "To work on a data folder, unset DATABASE_URL.",
  );
}
