import {
  type Connector,
  type LinkSettings,
  openQuotaLedger,
  type QuotaLedger,
} from "@solarmon/connectors-kit";
import type { Clock, QuotaStore } from "@solarmon/core";

/** A share in a ledger. */
export interface LedgerLease {
  readonly ledger: QuotaLedger;
  /** Give it back when no call can be in flight any more. */
  readonly release: () => void;
}

interface SharedLedger {
  readonly opened: Promise<QuotaLedger>;
  users: number;
}

/** One ledger for all links that the vendor counts together; dropped when none of them uses it. */
export class QuotaLedgers {
  readonly #store: QuotaStore;
  readonly #clock: Clock;
  readonly #shared = new Map<string, SharedLedger>();

  constructor(store: QuotaStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async lease(connector: Connector, settings: LinkSettings): Promise<LedgerLease> {
    const credential = `${connector.describe().vendor}/${connector.quotaKeyOf(settings)}`;
    const shared = this.#shared.get(credential) ?? this.#share(connector, credential);
    shared.users += 1;
    const release = this.#releaseOnce(credential, shared);
    try {
      return { ledger: await shared.opened, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  #share(connector: Connector, credential: string): SharedLedger {
    const { quotas: rules, maxConcurrent } = connector.describe();
    const options = { credential, rules, store: this.#store, clock: this.#clock };
    const opened = openQuotaLedger({
      ...options,
      ...(maxConcurrent === null ? {} : { maxConcurrent }),
    });
    const shared = { opened, users: 0 };
    this.#shared.set(credential, shared);
    return shared;
  }

  #releaseOnce(credential: string, shared: SharedLedger): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      shared.users -= 1;
      if (shared.users === 0) this.#shared.delete(credential);
    };
  }
}
