import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Instant } from "../time.ts";

/** Why input was set aside. */
export type RefusalReason =
  | "malformed"
  | "too_large"
  | "wrong_topic"
  | "unknown_device"
  | "unknown_point"
  | "not_a_number"
  | "out_of_range"
  | "sentinel"
  | "time_missing"
  | "time_too_old"
  | "time_in_future"
  | "time_ambiguous"
  | "empty";

export interface Refusal {
  readonly reason: RefusalReason;
  /** In words: what, where, and what would be right. No secrets. */
  readonly detail: string;
  /** The point concerned; without one, the whole reading or message is. */
  readonly point?: string;
}

export interface QuarantineEntry extends Refusal {
  readonly id: Id;
  readonly plantId: Id;
  readonly deviceId: Id | null;
  readonly receivedAt: Instant;
  /** Name of the {@link Source}. */
  readonly source: string;
  /** The refused piece as text, cut to 4 kB. */
  readonly sample: string;
}

/** Refused input of a tenant, with reasons. Bounded: the oldest entries go first. Checked by `testQuarantine`. */
export interface Quarantine {
  add(scope: TenantScope, entries: readonly Omit<QuarantineEntry, "id">[]): Promise<void>;
  /** Newest first. */
  list(
    scope: TenantScope,
    options?: { readonly plantId?: Id; readonly limit?: number },
  ): Promise<readonly QuarantineEntry[]>;
  deleteTenant(scope: TenantScope): Promise<void>;
}
