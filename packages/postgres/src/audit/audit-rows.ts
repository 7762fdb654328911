import { auditFieldsText, newId, type NewAuditEntry } from "@solarmon/core";
import { printable } from "../database/printable.ts";

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
