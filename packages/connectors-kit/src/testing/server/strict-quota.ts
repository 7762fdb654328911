import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import type { QuotaRule } from "../../quota/quota-rule.ts";

const LENGTH_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, month: 31 * DAY_MS };

/** Counts calls exactly as a strict vendor would: in its own way, so that a fault of the kit's ledger shows. */
export class StrictQuota {
  readonly #rules: readonly RuleCount[];

  constructor(rules: readonly QuotaRule[]) {
    this.#rules = rules.map((rule) => new RuleCount(rule));
  }

  /** Counts a call and says whether it is one too many. */
  isOver(at: Instant): boolean {
    return this.#rules.map((rule) => rule.isOver(at)).some(Boolean);
  }
}

class RuleCount {
  readonly #rule: QuotaRule;
  #period = "";
  #calls: Instant[] = [];

  constructor(rule: QuotaRule) {
    this.#rule = rule;
  }

  isOver(at: Instant): boolean {
    if (this.#isCalendar()) this.#startPeriod(at);
    else this.#forget(at - LENGTH_MS[this.#rule.period] * (this.#rule.periods ?? 1));
    this.#calls.push(at);
    return this.#calls.length > this.#rule.limit;
  }

  #isCalendar(): boolean {
    return this.#rule.period === "month" || this.#rule.reset === "calendar";
  }

  #startPeriod(at: Instant): void {
    const digits = { month: 7, day: 10, hour: 13, minute: 16 }[this.#rule.period];
    const period = new Date(at).toISOString().slice(0, digits);
    if (period !== this.#period) this.#calls = [];
    this.#period = period;
  }

  #forget(until: Instant): void {
    const first = this.#calls.findIndex((call) => call > until);
    this.#calls = first === -1 ? [] : this.#calls.slice(first);
  }
}
