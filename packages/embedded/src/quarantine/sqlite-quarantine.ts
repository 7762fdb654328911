import {
  type Id,
  newId,
  type Quarantine,
  type QuarantineEntry,
  type TenantScope,
} from "@solarmon/core";
import type { CatalogDatabase } from "../catalog/database.ts";
import type { SqliteCatalog } from "../catalog/sqlite-catalog.ts";
import type { QuarantineRow } from "../catalog/tables.ts";
import { type NewEntry, QuarantineWriter } from "./quarantine-writer.ts";

const DEFAULT_MAX_ENTRIES = 10_000;
const DEFAULT_LIMIT = 100;

export interface QuarantineOptions {
  /** The catalogue in whose file the entries are kept. Close it after the last call. */
  readonly catalog: SqliteCatalog;
  /** Most entries kept of a tenant; the oldest go first. Default 10,000. */
  readonly maxEntries?: number;
}

/** Opens the quarantine in the file of a catalogue. */
export function openQuarantine({
  catalog,
  maxEntries = DEFAULT_MAX_ENTRIES,
}: QuarantineOptions): Quarantine {
  return new SqliteQuarantine(catalog.database, maxEntries);
}

class SqliteQuarantine implements Quarantine {
  readonly #database: CatalogDatabase;
  readonly #writer: QuarantineWriter;
  #waiting: NewEntry[] = [];
  #flush: Promise<void> | undefined;

  constructor(database: CatalogDatabase, maxEntries: number) {
    this.#database = database;
    this.#writer = new QuarantineWriter(maxEntries);
  }

  /** All that is added in one turn of the event loop is written at once: a flood of bad input costs few writes. */
  async add(scope: TenantScope, entries: readonly Omit<QuarantineEntry, "id">[]): Promise<void> {
    for (const entry of entries)
      this.#waiting.push({ ...entry, id: newId(), tenantId: scope.tenantId });
    if (entries.length === 0) return;
    this.#flush ??= this.#flushSoon();
    await this.#flush;
  }

  async list(
    scope: TenantScope,
    { plantId, limit = DEFAULT_LIMIT }: { readonly plantId?: Id; readonly limit?: number } = {},
  ): Promise<readonly QuarantineEntry[]> {
    let query = this.#database.kysely
      .selectFrom("quarantine")
      .selectAll()
      .where("tenantId", "=", scope.tenantId);
    if (plantId !== undefined) query = query.where("plantId", "=", plantId);
    const rows = await this.#database.run(query.orderBy("number", "desc").limit(limit).execute());
    return rows.map(toEntry);
  }

  async deleteTenant({ tenantId }: TenantScope): Promise<void> {
    await this.#flush;
    const query = this.#database.kysely.deleteFrom("quarantine").where("tenantId", "=", tenantId);
    await this.#database.run(query.execute());
    this.#writer.forget(tenantId);
  }

  async #flushSoon(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const entries = this.#waiting;
    this.#waiting = [];
    this.#flush = undefined;
    await this.#database.exclusively((sqlite) => this.#writer.write(sqlite, entries));
  }
}

type StoredRow = Omit<QuarantineRow, "number"> & { readonly number: number };

function toEntry({
  number: _number,
  tenantId: _tenantId,
  point,
  ...entry
}: StoredRow): QuarantineEntry {
  return point === null ? entry : { ...entry, point };
}
