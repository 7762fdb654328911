import { setTimeout } from "node:timers/promises";
import type { QuotaState, QuotaStore } from "@solarmon/core";
import type { DatabaseSync } from "node:sqlite";
import type { CatalogDatabase } from "../catalog/database.ts";
import type { SqliteCatalog } from "../catalog/sqlite-catalog.ts";

/** A call to a vendor takes longer; and the disk is synced so many times a second at most. */
const GROUP_MS = 25;
const UPSERT = `
  INSERT INTO quotas (credential, state) VALUES (?, ?)
  ON CONFLICT (credential) DO UPDATE SET state = excluded.state`;

export interface QuotaStoreOptions {
  /** The catalogue in whose file the counts are kept. Close it after the last call. */
  readonly catalog: SqliteCatalog;
  /** Saves that come within so long share one sync of the disk [ms]. Default 25. */
  readonly groupMs?: number;
}

/** Opens the counts of calls in the file of a catalogue. */
export function openQuotaStore({ catalog, groupMs = GROUP_MS }: QuotaStoreOptions): QuotaStore {
  return new SqliteQuotaStore(catalog.database, groupMs);
}

/** Every call to a vendor is counted before it is made: ten thousand links a minute would sync ten thousand times. */
class SqliteQuotaStore implements QuotaStore {
  readonly #database: CatalogDatabase;
  readonly #groupMs: number;
  #waiting = new Map<string, string>();
  #next: Promise<void> | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(database: CatalogDatabase, groupMs: number) {
    this.#database = database;
    this.#groupMs = groupMs;
  }

  async load(credential: string): Promise<QuotaState | undefined> {
    const { kysely } = this.#database;
    const query = kysely.selectFrom("quotas").select("state").where("credential", "=", credential);
    const row = await this.#database.run(query.executeTakeFirst());
    if (!row) return undefined;
    const state: QuotaState = JSON.parse(row.state);
    return state;
  }

  async save(credential: string, state: QuotaState): Promise<void> {
    this.#waiting.set(credential, JSON.stringify(state));
    this.#next ??= this.#writeSoon();
    await this.#next;
  }

  /** The first save after a quiet time waits for nothing but the end of the event loop's turn. */
  async #writeSoon(): Promise<void> {
    await setTimeout(Math.max(0, this.#writtenAt + this.#groupMs - performance.now()));
    const states = this.#waiting;
    this.#waiting = new Map();
    this.#next = undefined;
    this.#writtenAt = performance.now();
    await this.#database.exclusively((sqlite) => writeStates(sqlite, states));
  }
}

function writeStates(sqlite: DatabaseSync, states: ReadonlyMap<string, string>): void {
  sqlite.exec("BEGIN IMMEDIATE");
  try {
    const upsert = sqlite.prepare(UPSERT);
    for (const [credential, state] of states) upsert.run(credential, state);
    sqlite.exec("COMMIT");
  } finally {
    if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
  }
}
