import { type AuditPlace, fromAuditCursor, toAuditCursor } from "../audit-cursor.ts";
import { type AuditEntry, auditFieldsText, type NewAuditEntry } from "../audit.ts";
import type { TenantScope } from "../authority.ts";
import { SolarmonError } from "../errors.ts";
import { type Id, newId } from "../ids.ts";
import type { AuditLog, AuditPage, AuditQuery } from "../ports/audit-log.ts";
import type { Catalog } from "../ports/catalog.ts";

interface Kept extends AuditPlace {
  readonly entry: AuditEntry;
}

const DEFAULT_LIMIT = 100;

/** {@link AuditLog} in memory, unbounded: for tests and examples. */
export class MemoryAuditLog implements AuditLog {
  readonly #catalog: Catalog;
  readonly #tenants = new Map<Id, Kept[]>();
  #number = 0;

  /** @param catalog - knows the tenants; entries of those that it has no more are gone */
  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  async record(scope: TenantScope, entries: readonly NewAuditEntry[]): Promise<void> {
    const owned = entries.map((entry) => own(entry));
    if (!(await this.#hasTenant(scope)))
      throw new SolarmonError("not_found", "there is no such tenant");
    const kept = this.#tenants.get(scope.tenantId) ?? [];
    for (const entry of owned) kept.push({ at: entry.at, number: ++this.#number, entry });
    this.#tenants.set(scope.tenantId, kept);
  }

  async page(scope: TenantScope, query: AuditQuery = {}): Promise<AuditPage> {
    const { after, limit = DEFAULT_LIMIT } = query;
    const from = after === undefined ? undefined : fromAuditCursor(after);
    if (!(await this.#hasTenant(scope))) return { entries: [], next: null };
    const found = (this.#tenants.get(scope.tenantId) ?? [])
      .filter(({ entry }) => isWanted(entry, query))
      .filter((kept) => from === undefined || compare(kept, from) < 0)
      .toSorted((a, b) => compare(b, a));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map(({ entry }) => structuredClone(entry)),
      next: last && found.length > limit ? toAuditCursor(last) : null,
    };
  }

  async #hasTenant(scope: TenantScope): Promise<boolean> {
    return (await this.#catalog.forTenant(scope).tenant()) !== undefined;
  }
}

/** As a store would give it back: the caller may change what he gave. */
function own(entry: NewAuditEntry): AuditEntry {
  for (const fields of [entry.before, entry.after]) auditFieldsText(fields);
  return { ...structuredClone(entry), id: newId() };
}

function isWanted({ action, subject, at }: AuditEntry, query: AuditQuery): boolean {
  if (query.action !== undefined && query.action !== action) return false;
  if (query.subjectId !== undefined && query.subjectId !== subject.id) return false;
  return query.span === undefined || (at >= query.span.start && at < query.span.end);
}

function compare(a: AuditPlace, b: AuditPlace): number {
  return a.at - b.at || a.number - b.number;
}
