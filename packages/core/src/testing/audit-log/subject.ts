import type { NewAuditEntry } from "../../audit.ts";
import type { TenantScope } from "../../authority.ts";
import type { AuditLog, AuditPage, AuditQuery } from "../../ports/audit-log.ts";
import type { Catalog } from "../../ports/catalog.ts";
import { TEST_DAY, testId } from "../builders.ts";

/** An audit log with the catalogue that holds its tenants. */
export interface AuditLogUnderTest {
  readonly audit: AuditLog;
  readonly catalog: Catalog;
}

/** The n-th act: of its own instant, with a plant's name that tells which it is. */
export function act(n: number, rest: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    at: TEST_DAY + n,
    actor: { kind: "user", id: testId(7), name: "ann@example.com" },
    action: "plant.added",
    subject: { kind: "plant", id: testId(10), name: `Roof ${n}` },
    before: null,
    after: { name: `Roof ${n}`, dcKwp: 99.5 },
    address: "192.0.2.7",
    ...rest,
  };
}

export function acts(count: number): NewAuditEntry[] {
  return Array.from({ length: count }, (_, n) => act(n));
}

export function namesOf({ entries }: AuditPage): (string | null)[] {
  return entries.map(({ subject }) => subject.name);
}

/** Names of all entries, page by page. */
export async function allNames(
  audit: AuditLog,
  scope: TenantScope,
  query: AuditQuery = {},
): Promise<(string | null)[]> {
  const names: (string | null)[] = [];
  for (let after = query.after; ;) {
    const page = await audit.page(scope, after === undefined ? query : { ...query, after });
    names.push(...namesOf(page));
    if (page.next === null) return names;
    after = page.next;
  }
}
