import { SolarmonError } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { asNumber } from "../sqlite/sqlite-value.ts";

/** Goes up with each change of the tables; kept in the file's `user_version`. */
const SCHEMA_VERSION = 1;

// hot: readings of open device-days. The five-minute slot leads its key: writes of now land side by side, and a day of
// one device is 288 short ranges instead of a scan over all devices.
// chunks: closed device-days; a device-day is either hot or a chunk, never both. key: see `chunk-table.ts`.
// versions: all versions of readings that have more than one; the winner's fold is in hot or in the chunk.
const TABLES = `
create table devices (number integer primary key, id blob not null unique, last_at integer not null);
create table sources (number integer primary key, rank integer not null, name text not null, unique (rank, name));
create table hot (
  slot integer not null, device integer not null, measured_at integer not null, received_at integer not null,
  source integer not null, quality integer not null, packed blob not null,
  primary key (slot, device, measured_at)) without rowid;
create table hot_days (device integer not null, day integer not null, primary key (device, day)) without rowid;
create table versions (
  device integer not null, measured_at integer not null, quality integer not null, packed blob not null,
  received_at integer not null, source integer not null,
  primary key (device, measured_at, quality, packed)) without rowid;
create table chunks (key integer primary key, bytes blob not null);
create table rollups (
  resolution integer not null, device integer not null, start integer not null, bytes blob not null,
  primary key (resolution, device, start)) without rowid;
`;

/**
 * Makes the tables of a new file, unless it is only read.
 *
 * @returns whether there are tables
 * @throws `storage_corrupt` for a file of a later version
 */
export function prepareSchema(sqlite: SqliteFile, readOnly: boolean): boolean {
  const version = sqlite.read(() => schemaVersion(sqlite));
  if (version !== 0) requireKnown(sqlite, version);
  if (version !== 0 || readOnly) return version !== 0;
  sqlite.write(() => {
    if (schemaVersion(sqlite) !== 0) return; // another process was faster
    sqlite.exec(TABLES);
    sqlite.exec(`pragma user_version = ${SCHEMA_VERSION}`);
  });
  return true;
}

function requireKnown({ path }: SqliteFile, version: number): void {
  if (version === SCHEMA_VERSION) return;
  throw new SolarmonError(
    "storage_corrupt",
    `${path} has schema version ${version}, this program knows ${SCHEMA_VERSION}. Use a later version of Solarmon.`,
  );
}

function schemaVersion(sqlite: SqliteFile): number {
  return asNumber(sqlite.row("pragma user_version")?.[0]);
}
