import { SolarmonError } from "./errors.ts";
import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/** What is written down. An act that another part of Solarmon learns to do gets a name here. */
export const AUDIT_ACTIONS = [
  "tenant.added",
  "user.added",
  "user.logged_in",
  "user.log_in_failed",
  "plant.added",
  "device.added",
  "credential.added",
  "credential.revoked",
  "link.connected",
  "link.signed_in",
  "link.removed",
  "backfill.started",
  "import.started",
  "replay.started",
  "alarm.acknowledged",
  "alarm.resolved",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/**
 * Who did it. `user`: someone who has proven who he is · `command`: whoever may run the command on the server's machine,
 * by his name there · `system`: the server of its own accord · `unknown`: nobody has proven anything.
 */
export interface AuditActor {
  readonly kind: "user" | "command" | "system" | "unknown";
  /** Of a user. */
  readonly id: Id | null;
  /** E-mail address, or name of the account that ran the command. */
  readonly name: string | null;
}

/** What it was done to. */
export interface AuditSubject {
  readonly kind: "tenant" | "user" | "plant" | "device" | "credential" | "link" | "alarm";
  readonly id: Id;
  /** For people: the name at that time. */
  readonly name: string | null;
}

export type AuditValue = string | number | boolean | null | readonly AuditValue[] | AuditFields;

/** Fields of the subject that the act concerns, picked by hand one by one: no secret, no hash of one. */
export interface AuditFields {
  readonly [name: string]: AuditValue;
}

/** One act, as it is kept for good. */
export interface AuditEntry {
  readonly id: Id;
  readonly at: Instant;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly subject: AuditSubject;
  /** `null` where there was nothing before. */
  readonly before: AuditFields | null;
  /** `null` where nothing is left. */
  readonly after: AuditFields | null;
  /** Network address from which it was asked; `null` for what came from the machine itself. */
  readonly address: string | null;
}

/** An act that is to be kept. */
export type NewAuditEntry = Omit<AuditEntry, "id">;

/** Longest `before` or `after` as JSON [characters]. */
export const MAX_AUDIT_FIELDS: number = 32_768;

/**
 * Fields as JSON, for adapters.
 *
 * @throws {@link SolarmonError} `too_large` over {@link MAX_AUDIT_FIELDS}
 */
export function auditFieldsText(fields: AuditFields | null): string | null {
  if (fields === null) return null;
  const text = JSON.stringify(fields);
  if (text.length <= MAX_AUDIT_FIELDS) return text;
  throw new SolarmonError(
    "too_large",
    `an audit entry has fields of ${text.length} characters, ${MAX_AUDIT_FIELDS} at most. Give a summary of them.`,
  );
}

/** Whether `text` names an action. */
export function isAuditAction(text: string): text is AuditAction {
  return AUDIT_ACTIONS.some((action) => action === text);
}
