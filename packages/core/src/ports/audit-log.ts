import type { AuditCursor } from "../audit-cursor.ts";
import type { AuditAction, AuditEntry, NewAuditEntry } from "../audit.ts";
import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Span } from "../time.ts";

/** Which entries are wanted. Without any: all. */
export interface AuditQuery {
  readonly action?: AuditAction;
  readonly subjectId?: Id;
  /** By `at`. */
  readonly span?: Span;
  /** Go on where a page ended. */
  readonly after?: AuditCursor;
  /** Most entries of the page, 1–1,000. Default 100. */
  readonly limit?: number;
}

export interface AuditPage {
  /** Newest first; of one instant, the one recorded last comes first. */
  readonly entries: readonly AuditEntry[];
  /** Gives the next page; `null` when this is the last one. */
  readonly next: AuditCursor | null;
}

/**
 * Who did what, per tenant. Entries are only ever added: nobody changes or removes one, and they go with their tenant
 * when that is deleted. Checked by `testAuditLog`.
 */
export interface AuditLog {
  /**
   * All of them or none; durable when it resolves.
   *
   * @throws `not_found` no such tenant · `too_large` `before` or `after` over `MAX_AUDIT_FIELDS`
   */
  record(scope: TenantScope, entries: readonly NewAuditEntry[]): Promise<void>;
  /** @throws `invalid_argument` the cursor is none */
  page(scope: TenantScope, query?: AuditQuery): Promise<AuditPage>;
}
