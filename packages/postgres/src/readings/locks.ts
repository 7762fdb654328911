import type { Id } from "@solarmon/core";
import { int8Array } from "../database/binary-arrays.ts";
import type { Statement } from "../database/pool.ts";

/** More locks than this are replaced by one on the whole tenant: PostgreSQL has room for some thousands, for all. */
const MAX_DAY_LOCKS = 400;
/** Stands for the tenant as a whole; no day has this number. */
const WHOLE = -(2 ** 30);

/** Days (UTC) of a tenant that a transaction writes to. */
export interface DayLocks {
  /** Hot rows are written, chunks are only read; may name those of `exclusive`, too. */
  readonly shared: readonly number[];
  /** Chunks are written. */
  readonly exclusive: readonly number[];
}

/**
 * Statements that take the locks until the end of the transaction. Who writes hot rows shares the day with others who
 * do; who writes chunks has it alone. So between a look into a chunk and the write that follows, no chunk changes.
 * Days in ascending order, so that two never wait for each other.
 *
 * @param tenantId - a checked id: it becomes part of the statement
 */
export function lockStatement(tenantId: Id, locks: DayLocks): string {
  if (!areFew(locks)) return lockTenant(tenantId);
  const { shared, exclusive } = locks;
  const alone = new Set(exclusive);
  const days = [...new Set([...shared, ...exclusive])].toSorted((a, b) => a - b);
  const calls = days.map((day) => lockCall(tenantId, day, alone.has(day) ? "" : "_shared"));
  return `select ${[lockCall(tenantId, WHOLE, "_shared"), ...calls].join(", ")}`;
}

/** The same for days that are all shared, prepared once a connection. */
export function shareDays(tenantId: Id, days: readonly number[]): Statement {
  const keys = [WHOLE, ...days.toSorted((a, b) => a - b)];
  return { name: "share-days", text: SHARE_DAYS, values: [tenantId, int8Array(keys)] };
}

const SHARE_DAYS = `
select pg_advisory_xact_lock_shared(hashtextextended($1::text, day)) from unnest($2::int8[]) as day`;

/** Whether there are few enough to lock each. */
export function areFew({ shared, exclusive }: DayLocks): boolean {
  return shared.length + exclusive.length <= MAX_DAY_LOCKS;
}

/** Keeps every writer of the tenant out. */
export function lockTenant(tenantId: Id): string {
  return `select ${lockCall(tenantId, WHOLE, "")}`;
}

function lockCall(tenantId: Id, day: number, suffix: "" | "_shared"): string {
  return `pg_advisory_xact_lock${suffix}(hashtextextended('${tenantId}', ${day}))`;
}
