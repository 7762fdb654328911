import { SolarmonError } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { asNumber } from "../sqlite/sqlite-value.ts";

/** Goes up with each change of the tables; kept in the file's `user_version`. */
const SCHEMA_VERSION = 1;

// positions: up to where each source is booked. plants: those of which readings were taken on a day.
const TABLES = `
create table positions (
  tenant text not null, source text not null, position text not null, primary key (tenant, source)) without rowid, strict;
create table days (
  tenant text not null, day integer not null, points_ingested integer not null, points_stored integer not null,
  readings_refused integer not null, api_calls integer not null, live_minutes integer not null,
  primary key (tenant, day)) without rowid, strict;
create table plants (
  tenant text not null, day integer not null, plant text not null, dc_kwp real not null,
  primary key (tenant, day, plant)) without rowid, strict;
`;

/** Makes the tables of a new file. @throws `storage_corrupt` for a file of a later version */
export function prepareUsageSchema(sqlite: SqliteFile): void {
  if (versionOf(sqlite) === SCHEMA_VERSION) return;
  sqlite.write(() => {
    const version = versionOf(sqlite); // another process may have been faster
    if (version > SCHEMA_VERSION)
      throw new SolarmonError(
        "storage_corrupt",
        `${sqlite.path} was written by a newer version of Solarmon. Use that version.`,
      );
    if (version === SCHEMA_VERSION) return;
    sqlite.exec(TABLES);
    sqlite.exec(`pragma user_version = ${SCHEMA_VERSION}`);
  });
}

function versionOf(sqlite: SqliteFile): number {
  return asNumber(sqlite.row("pragma user_version")?.[0]);
}
