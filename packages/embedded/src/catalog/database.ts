import { SolarmonError } from "@solarmon/core";
import { CamelCasePlugin, Kysely } from "kysely";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { toDiskError } from "../disk-error.ts";
import { makeDirectory } from "../durable-file.ts";
import { CATALOG_MIGRATIONS } from "./migrations.ts";
import { nodeSqliteDialect } from "./node-sqlite-dialect.ts";
import { type ConstraintMessages, toCatalogError } from "./catalog-error.ts";
import type { CatalogTables } from "./tables.ts";

/** The open file of a catalogue: one connection, which Kysely gives to one caller at a time. */
export class CatalogDatabase {
  readonly kysely: Kysely<CatalogTables>;
  /** For work in bulk. Use it only within {@link exclusively}. */
  readonly #sqlite: DatabaseSync;

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
    this.kysely = new Kysely({
      dialect: nodeSqliteDialect(sqlite),
      plugins: [new CamelCasePlugin()],
    });
  }

  /** Runs a query and turns what SQLite throws into a {@link SolarmonError}. */
  async run<Result>(query: Promise<Result>, messages?: ConstraintMessages): Promise<Result> {
    try {
      return await query;
    } catch (error) {
      throw toCatalogError(error, messages);
    }
  }

  /** Gives the bare connection while no other query or transaction is on it. */
  exclusively<Result>(work: (sqlite: DatabaseSync) => Result): Promise<Result> {
    // oxlint-disable-next-line require-await -- the work is synchronous: nothing may come in between
    return this.run(this.kysely.connection().execute(async () => work(this.#sqlite)));
  }

  async close(): Promise<void> {
    await this.kysely.destroy();
    if (this.#sqlite.isOpen) this.#sqlite.close(); // Kysely leaves it open when no query was made
  }
}

/** Opens (or makes) the file and brings it to the newest version. Several processes may have it open. */
export async function openCatalogDatabase(
  file: string,
  busyTimeoutMs: number,
): Promise<CatalogDatabase> {
  const sqlite = await openFile(file, busyTimeoutMs);
  try {
    sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    migrate(sqlite, file);
  } catch (error) {
    sqlite.close();
    throw toCatalogError(error);
  }
  return new CatalogDatabase(sqlite);
}

async function openFile(file: string, busyTimeoutMs: number): Promise<DatabaseSync> {
  try {
    await makeDirectory(dirname(file));
    return new DatabaseSync(file, { timeout: busyTimeoutMs });
  } catch (error) {
    throw toDiskError(error, `cannot open ${file}`);
  }
}

function migrate(sqlite: DatabaseSync, file: string): void {
  if (versionOf(sqlite) === CATALOG_MIGRATIONS.length) return;
  sqlite.exec("BEGIN IMMEDIATE"); // another process may be at it: look again once we hold the lock
  const version = versionOf(sqlite);
  if (version > CATALOG_MIGRATIONS.length)
    throw new SolarmonError(
      "storage_corrupt",
      `${file} was written by a newer version of Solarmon. Use that version.`,
    );
  for (const migration of CATALOG_MIGRATIONS.slice(version)) sqlite.exec(migration);
  sqlite.exec(`PRAGMA user_version = ${CATALOG_MIGRATIONS.length}; COMMIT`);
}

function versionOf(sqlite: DatabaseSync): number {
  return Number(sqlite.prepare("PRAGMA user_version").get()?.["user_version"]);
}
