import {
  type AuditLog,
  type AuditPage,
  type AuditQuery,
  fromAuditColumns,
  fromAuditCursor,
  type Id,
  type NewAuditEntry,
  type TenantScope,
  toAuditCursor,
} from "@solarmon/core";
import type { CatalogDatabase } from "../catalog/database.ts";
import type { SqliteCatalog } from "../catalog/sqlite-catalog.ts";
import { toAuditRow } from "./audit-row.ts";

const DEFAULT_LIMIT = 100;

export interface AuditLogOptions {
  /** The catalogue in whose file the entries are kept. Close it after the last call. */
  readonly catalog: SqliteCatalog;
}

/** Opens the audit log in the file of a catalogue. */
export function openAuditLog({ catalog }: AuditLogOptions): AuditLog {
  return new SqliteAuditLog(catalog.database);
}

class SqliteAuditLog implements AuditLog {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  async record({ tenantId }: TenantScope, entries: readonly NewAuditEntry[]): Promise<void> {
    const rows = entries.map((entry) => toAuditRow(tenantId, entry));
    if (rows.length === 0) return;
    const recording = this.#database.kysely.transaction().execute(async (transaction) => {
      for (const row of rows) await transaction.insertInto("audit").values(row).execute();
    });
    await this.#database.run(recording, { notFound: "there is no such tenant" });
  }

  async page({ tenantId }: TenantScope, query: AuditQuery = {}): Promise<AuditPage> {
    const { limit = DEFAULT_LIMIT } = query;
    const rows = await this.#database.run(this.#find(tenantId, query, limit + 1).execute());
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map(fromAuditColumns),
      next: last && rows.length > limit ? toAuditCursor(last) : null,
    };
  }

  #find(tenantId: Id, { action, subjectId, span, after }: AuditQuery, rows: number) {
    let found = this.#database.kysely
      .selectFrom("audit")
      .selectAll()
      .where("tenantId", "=", tenantId);
    if (action !== undefined) found = found.where("action", "=", action);
    if (subjectId !== undefined) found = found.where("subjectId", "=", subjectId);
    if (span) found = found.where("at", ">=", span.start).where("at", "<", span.end);
    if (after !== undefined) {
      const { at, number } = fromAuditCursor(after);
      found = found.where((of) => of(of.refTuple("at", "number"), "<", of.tuple(at, number)));
    }
    return found.orderBy("at", "desc").orderBy("number", "desc").limit(rows);
  }
}
