import type { QuotaState, QuotaStore } from "../ports/quota-store.ts";

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
