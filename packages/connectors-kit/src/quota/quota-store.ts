import type { Instant } from "@solarmon/core";

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

/** Where quotas are kept, per credential. */
export interface QuotaStore {
  load(credential: string): Promise<QuotaState | undefined>;
  /** Durable when it resolves. */
  save(credential: string, state: QuotaState): Promise<void>;
}

/** For tests and for hosts that lose nothing by forgetting. */
export class MemoryQuotaStore implements QuotaStore {
  readonly #states = new Map<string, QuotaState>();

  async load(credential: string): Promise<QuotaState | undefined> {
    return this.#states.get(credential);
  }

  async save(credential: string, state: QuotaState): Promise<void> {
    this.#states.set(credential, structuredClone(state));
  }
}
