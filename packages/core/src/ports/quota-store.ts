import type { Instant } from "../time.ts";

/** Calls that still count: until when, and how many. */
export interface QuotaCount {
  readonly until: Instant;
  readonly calls: number;
}

/** What must survive a restart: vendors go on counting. Plain data. */
export interface QuotaState {
  /** By name of the rule. */
  readonly counts: Readonly<Record<string, readonly QuotaCount[]>>;
  /** The vendor said to wait until then; 0 for never. */
  readonly blockedUntil: Instant;
}

/** Where the calls made to vendors are counted, per credential. Checked by `testQuotaStore`. */
export interface QuotaStore {
  load(credential: string): Promise<QuotaState | undefined>;
  /** Durable when it resolves. */
  save(credential: string, state: QuotaState): Promise<void>;
}
