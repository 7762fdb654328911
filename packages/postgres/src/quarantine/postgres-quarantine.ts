import {
  type Id,
  isId,
  newId,
  type Quarantine,
  type QuarantineEntry,
  type TenantScope,
} from "@solarmon/core";
import { type Selectable, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { printable } from "../database/printable.ts";
import type { QuarantineTable } from "../database/tables.ts";

const SAMPLE_CHARACTERS = 4_096;
const DEFAULT_MAX_ENTRIES = 10_000;
const DEFAULT_LIMIT = 100;
const INSERT = `
insert into solarmon.quarantine
  (tenant_id, id, plant_id, device_id, received_at, source, reason, detail, point, sample)
select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int8[], $6::text[], $7::text[], $8::text[],
  $9::text[], $10::text[])`;
/** The entry below which all are over the bound; numbers go up with each entry. */
const TRIM = `
delete from solarmon.quarantine where number <= (
  select number from solarmon.quarantine order by number desc offset $1 limit 1)`;

export interface QuarantineOptions {
  /** Most entries kept of a tenant; the oldest go first. Default 10,000. */
  readonly maxEntries?: number;
}

/** {@link Quarantine} in PostgreSQL. */
export class PostgresQuarantine implements Quarantine {
  readonly #database: Database;
  readonly #maxEntries: number;

  constructor(database: Database, { maxEntries = DEFAULT_MAX_ENTRIES }: QuarantineOptions = {}) {
    this.#database = database;
    this.#maxEntries = maxEntries;
  }

  async add(scope: TenantScope, entries: readonly Omit<QuarantineEntry, "id">[]): Promise<void> {
    if (entries.length === 0) return;
    const values = [scope.tenantId, ...columnsOf(entries.slice(-this.#maxEntries))];
    await this.#database.asTenant(scope, async (session) => {
      await session.rows(INSERT, values);
      await session.rows(TRIM, [this.#maxEntries]);
    });
  }

  async list(
    scope: TenantScope,
    { plantId, limit = DEFAULT_LIMIT }: { readonly plantId?: Id; readonly limit?: number } = {},
  ): Promise<readonly QuarantineEntry[]> {
    if (plantId !== undefined && !isId(plantId)) return [];
    let query = this.#database.queries.selectFrom("quarantine").selectAll();
    if (plantId !== undefined) query = query.where("plantId", "=", plantId);
    const newest = query.orderBy("number", "desc").limit(sql.lit(limit));
    const rows = await this.#database.asTenant(scope, (session) => session.run(newest));
    return rows.map(toEntry);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    const remove = this.#database.queries.deleteFrom("quarantine");
    await this.#database.asTenant(scope, (session) => session.run(remove));
  }
}

function columnsOf(entries: readonly Omit<QuarantineEntry, "id">[]): unknown[] {
  return [
    entries.map(() => newId()),
    entries.map(({ plantId }) => plantId),
    entries.map(({ deviceId }) => deviceId),
    entries.map(({ receivedAt }) => receivedAt),
    entries.map(({ source }) => source),
    entries.map(({ reason }) => reason),
    entries.map(({ detail }) => printable(detail)),
    entries.map(({ point }) => point ?? null),
    entries.map(({ sample }) => printable(sample.slice(0, SAMPLE_CHARACTERS))),
  ];
}

function toEntry({
  number: _number,
  tenantId: _tenantId,
  point,
  ...entry
}: Selectable<QuarantineTable>): QuarantineEntry {
  return point === null ? entry : { ...entry, point };
}
