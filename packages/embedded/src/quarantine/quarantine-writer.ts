import type { Id, QuarantineEntry } from "@solarmon/core";
import type { DatabaseSync } from "node:sqlite";

const SAMPLE_CHARACTERS = 4_096;

const INSERT = `
  INSERT INTO quarantine
    (id, tenant_id, plant_id, device_id, received_at, source, reason, detail, point, sample)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const COUNT = "SELECT count(*) AS count FROM quarantine WHERE tenant_id = ?";
const TRIM = `
  DELETE FROM quarantine WHERE number IN
    (SELECT number FROM quarantine WHERE tenant_id = ? ORDER BY number LIMIT ?)`;

/** An entry on its way into the database. */
export interface NewEntry extends QuarantineEntry {
  readonly tenantId: Id;
}

/**
 * Writes entries in bulk and keeps each tenant within its bound. It counts from what it found at its first write, so
 * that another process that writes at the same time may push a tenant over the bound until one of them restarts.
 */
export class QuarantineWriter {
  readonly #maxEntries: number;
  readonly #counts = new Map<Id, number>();

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  /** Survives the end of the process, not a power cut: refused input was never acknowledged as stored. */
  write(sqlite: DatabaseSync, entries: readonly NewEntry[]): void {
    sqlite.exec("PRAGMA synchronous = NORMAL");
    try {
      sqlite.exec("BEGIN IMMEDIATE");
      const insert = sqlite.prepare(INSERT);
      for (const entry of entries) insert.run(...columnsOf(entry));
      for (const [tenantId, added] of countByTenant(entries)) this.#trim(sqlite, tenantId, added);
      sqlite.exec("COMMIT");
    } catch (error) {
      this.#counts.clear();
      if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
      throw error;
    } finally {
      sqlite.exec("PRAGMA synchronous = FULL");
    }
  }

  forget(tenantId: Id): void {
    this.#counts.delete(tenantId);
  }

  #trim(sqlite: DatabaseSync, tenantId: Id, added: number): void {
    const known = this.#counts.get(tenantId);
    const count =
      known === undefined ? Number(sqlite.prepare(COUNT).get(tenantId)?.["count"]) : known + added;
    const excess = Math.max(0, count - this.#maxEntries);
    if (excess > 0) sqlite.prepare(TRIM).run(tenantId, excess);
    this.#counts.set(tenantId, count - excess);
  }
}

function columnsOf(entry: NewEntry): (string | number | null)[] {
  const { id, tenantId, plantId, deviceId, receivedAt, source, reason, detail } = entry;
  const sample = entry.sample.slice(0, SAMPLE_CHARACTERS);
  const point = entry.point ?? null;
  return [id, tenantId, plantId, deviceId, receivedAt, source, reason, detail, point, sample];
}

function countByTenant(entries: readonly NewEntry[]): Map<Id, number> {
  const counts = new Map<Id, number>();
  for (const { tenantId } of entries) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  return counts;
}
