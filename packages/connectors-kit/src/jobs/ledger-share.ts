import type { QuotaLedger } from "../quota/quota-ledger.ts";

/** Links of one ledger divide its calls by what a poll costs each, so that all poll equally often. */
interface Sharers {
  callsOfAll: number;
}

const sharersOf = new WeakMap<QuotaLedger, Sharers>();

/** One link's part of a ledger. */
export class LedgerShare {
  readonly #sharers: Sharers;
  #calls = 0;

  constructor(ledger: QuotaLedger, callsPerPoll: number) {
    this.#sharers = sharersOf.get(ledger) ?? { callsOfAll: 0 };
    sharersOf.set(ledger, this.#sharers);
    this.change(callsPerPoll);
  }

  change(callsPerPoll: number): void {
    this.#sharers.callsOfAll += callsPerPoll - this.#calls;
    this.#calls = callsPerPoll;
  }

  /** What its owner may plan with: 0 (not included) up to 1. */
  get part(): number {
    return this.#calls / this.#sharers.callsOfAll;
  }

  /** The others may have it. */
  leave(): void {
    this.#sharers.callsOfAll -= this.#calls;
    this.#calls = 0;
  }
}
