import {
  type AuditLog,
  type AuditPage,
  type AuditQuery,
  fromAuditColumns,
  fromAuditCursor,
  isId,
  type NewAuditEntry,
  type TenantScope,
  toAuditCursor,
} from "@solarmon/core";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { auditColumns } from "./audit-rows.ts";

const DEFAULT_LIMIT = 100;
const INSERT = `
insert into solarmon.audit (tenant_id, id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id,
  subject_name, before_fields, after_fields, address)
select $1, * from unnest($2::uuid[], $3::int8[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::uuid[],
  $10::text[], $11::text[], $12::text[], $13::text[])`;

/** {@link AuditLog} in PostgreSQL. Its role may add and read entries, and neither change nor remove one. */
export class PostgresAuditLog implements AuditLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async record(scope: TenantScope, entries: readonly NewAuditEntry[]): Promise<void> {
    const columns = auditColumns(entries);
    if (entries.length === 0) return;
    const insert = [scope.tenantId, ...columns];
    await this.#database.asTenant(scope, (session) => session.rows(INSERT, insert), {
      notFound: "there is no such tenant",
    });
  }

  async page(scope: TenantScope, query: AuditQuery = {}): Promise<AuditPage> {
    const { limit = DEFAULT_LIMIT, subjectId } = query;
    const find = this.#find(query, limit + 1);
    if (subjectId !== undefined && !isId(subjectId)) return { entries: [], next: null };
    const rows = await this.#database.asTenant(scope, (session) => session.run(find));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map(fromAuditColumns),
      next: last && rows.length > limit ? toAuditCursor(last) : null,
    };
  }

  #find({ action, subjectId, span, after }: AuditQuery, rows: number) {
    let found = this.#database.queries.selectFrom("audit").selectAll();
    if (action !== undefined) found = found.where("action", "=", action);
    if (subjectId !== undefined) found = found.where("subjectId", "=", subjectId);
    if (span) found = found.where("at", ">=", span.start).where("at", "<", span.end);
    if (after !== undefined) {
      const { at, number } = fromAuditCursor(after);
      found = found.where((of) => of(of.refTuple("at", "number"), "<", of.tuple(at, number)));
    }
    return found.orderBy("at", "desc").orderBy("number", "desc").limit(sql.lit(rows));
  }
}
