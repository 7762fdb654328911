import type { AuditEntry, AuditFields } from "./audit.ts";

/** An audit entry as tables keep it: its parts as columns, its fields as JSON text. For adapters. */
export interface AuditColumns extends Pick<AuditEntry, "id" | "at" | "action" | "address"> {
  readonly actorKind: AuditEntry["actor"]["kind"];
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly subjectKind: AuditEntry["subject"]["kind"];
  readonly subjectId: string;
  readonly subjectName: string | null;
  readonly beforeFields: string | null;
  readonly afterFields: string | null;
}

/** The entry that was kept so. For adapters. */
export function fromAuditColumns(row: AuditColumns): AuditEntry {
  const { id, at, action, address } = row;
  return {
    id,
    at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action,
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    before: toFields(row.beforeFields),
    after: toFields(row.afterFields),
    address,
  };
}

function toFields(text: string | null): AuditFields | null {
  if (text === null) return null;
  const fields: AuditFields = JSON.parse(text);
  return fields;
}
