import type { QuotaAnswer, QuotaLedger } from "../quota/quota-ledger.ts";
import type { QuotaBudget } from "../quota/quota-counter.ts";
import type { Instant } from "@solarmon/core";

/** A shared ledger that also tells what one link has spent, so that it learns what its jobs cost. */
export class CallMeter implements QuotaLedger {
  readonly #ledger: QuotaLedger;
  /** Granted so far. */
  calls = 0;

  constructor(ledger: QuotaLedger) {
    this.#ledger = ledger;
  }

  get blockedUntil(): Instant {
    return this.#ledger.blockedUntil;
  }

  async take(calls = 1, kind?: string): Promise<QuotaAnswer> {
    const answer = await this.#ledger.take(calls, kind);
    if (answer.isGranted) this.calls += calls;
    return answer;
  }

  async blockUntil(at: Instant): Promise<void> {
    await this.#ledger.blockUntil(at);
  }

  async observe(rule: string, remaining: number): Promise<void> {
    await this.#ledger.observe(rule, remaining);
  }

  /** Those that jobs plan with: limits of single interfaces just refuse. */
  budgets(): readonly QuotaBudget[] {
    return this.#ledger.budgets().filter(({ of }) => of === undefined);
  }
}
