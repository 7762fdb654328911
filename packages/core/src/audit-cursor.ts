import { SolarmonError } from "./errors.ts";
import type { Instant } from "./time.ts";

/** Where a page of the audit log ends. Opaque to callers. */
export type AuditCursor = string;

/** For adapters: the place of an entry in the order of the log. */
export interface AuditPlace {
  readonly at: Instant;
  /** Goes up with each entry that is recorded. */
  readonly number: number;
}

const CURSOR = /^(-?\d{1,16})-(\d{1,16})$/;

/** For adapters: a cursor that goes on below that entry. */
export function toAuditCursor({ at, number }: AuditPlace): AuditCursor {
  return `${at}-${number}`;
}

/** For adapters: the place that a cursor names. @throws `invalid_argument` for what is not a cursor */
export function fromAuditCursor(cursor: AuditCursor): AuditPlace {
  const [, at, number] = CURSOR.exec(cursor) ?? [];
  if (at !== undefined && number !== undefined) return { at: Number(at), number: Number(number) };
  throw new SolarmonError(
    "invalid_argument",
    "that is no cursor of the audit log. Give the `next` of an answer.",
  );
}
