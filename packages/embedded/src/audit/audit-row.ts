import { auditFieldsText, type Id, newId, type NewAuditEntry } from "@solarmon/core";
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
