import type { AuditActor, AuditEntry, AuditSubject, Tenant } from "@solarmon/core";
import { csvText } from "../csv/csv-text.ts";

const COLUMNS = [
  "at",
  "tenantId",
  "tenant",
  "actorKind",
  "actorId",
  "actor",
  "action",
  "subjectKind",
  "subjectId",
  "subject",
  "before",
  "after",
  "address",
  "id",
];

export const AUDIT_CSV_HEADER: string = COLUMNS.join(",");

/** An entry for a spreadsheet; before and after as JSON. */
export function auditCsv(tenant: Tenant, entry: AuditEntry): string {
  const { actor, subject, before, after } = entry;
  const cells = [
    new Date(entry.at).toISOString(),
    tenant.id,
    tenant.name,
    actor.kind,
    actor.id,
    actor.name,
    entry.action,
    subject.kind,
    subject.id,
    subject.name,
    before && JSON.stringify(before),
    after && JSON.stringify(after),
    entry.address,
    entry.id,
  ];
  return cells.map((cell) => csvText(cell ?? "")).join(",");
}

export function auditJson({ id: tenantId, name: tenant }: Tenant, entry: AuditEntry): string {
  return JSON.stringify({ tenantId, tenant, ...entry });
}

/** An entry for people. Names come from outside: on a terminal they must not be more than text. */
export function auditText(tenant: Tenant, entry: AuditEntry): string {
  const { at, actor, action, subject, before, after, address } = entry;
  const parts = [
    new Date(at).toISOString(),
    tenant.name,
    action,
    subjectText(subject),
    `by ${actorText(actor)}`,
    ...(address === null ? [] : [`from ${address}`]),
    ...(before ? [`before ${JSON.stringify(before)}`] : []),
    ...(after ? [`after ${JSON.stringify(after)}`] : []),
  ];
  return parts.join("  ").replaceAll(/\p{Cc}/gu, "�");
}

function subjectText({ kind, id, name }: AuditSubject): string {
  return name === null ? `${kind} ${id}` : `${kind} ${name} (${id})`;
}

function actorText({ kind, id, name }: AuditActor): string {
  return [kind, name ?? id ?? ""].join(" ").trim();
}
