import {
  type AuditEntry,
  type AuditFields,
  auditFieldsText,
  type Id,
  newId,
  type NewAuditEntry,
} from "@solarmon/core";
import type { Selectable } from "kysely";
import type { AuditRow } from "../catalog/tables.ts";

/** The row of an entry. @throws `too_large` */
export function toAuditRow(tenantId: Id, entry: NewAuditEntry): Omit<AuditRow, "number"> {
  const { at, actor, action, subject, before, after, address } = entry;
  return {
    id: newId(),
    tenantId,
    at,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    beforeFields: auditFieldsText(before),
    afterFields: auditFieldsText(after),
    address,
  };
}

export function toAuditEntry(row: Selectable<AuditRow>): AuditEntry {
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
