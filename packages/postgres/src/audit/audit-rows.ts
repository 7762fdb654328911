import {
  type AuditEntry,
  type AuditFields,
  auditFieldsText,
  newId,
  type NewAuditEntry,
} from "@solarmon/core";
import type { Selectable } from "kysely";
import { printable } from "../database/printable.ts";
import type { AuditTable } from "../database/tables.ts";

/** Columns from the id to the address, in the order of the table. @throws `too_large` */
export function auditColumns(entries: readonly NewAuditEntry[]): unknown[] {
  return [
    entries.map(() => newId()),
    entries.map(({ at }) => at),
    entries.map(({ actor }) => actor.kind),
    entries.map(({ actor }) => actor.id),
    entries.map(({ actor }) => textOf(actor.name)),
    entries.map(({ action }) => action),
    entries.map(({ subject }) => subject.kind),
    entries.map(({ subject }) => subject.id),
    entries.map(({ subject }) => textOf(subject.name)),
    entries.map(({ before }) => textOf(auditFieldsText(before))),
    entries.map(({ after }) => textOf(auditFieldsText(after))),
    entries.map(({ address }) => textOf(address)),
  ];
}

function textOf(text: string | null): string | null {
  return text === null ? null : printable(text);
}

export function toAuditEntry(row: Selectable<AuditTable>): AuditEntry {
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
