import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import type { VirtualClock } from "@solarmon/core/testing";
import { ConnectorError, type QuotaRule, type VendorHttp } from "../../src/index.ts";

const LENGTH_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, month: 31 * DAY_MS };

/** Counts each call itself, exactly and in its own way, and refuses what is over. */
export class StrictVendor implements VendorHttp {
  readonly #clock: VirtualClock;
  readonly #rules: readonly QuotaRule[];
  #calls: Instant[] = [];
  answered = 0;
  refused = 0;

  constructor(clock: VirtualClock, rules: readonly QuotaRule[]) {
    this.#clock = clock;
    this.#rules = rules;
  }

  readonly send: VendorHttp["send"] = async () => {
    const now = this.#clock.now();
    this.#calls = this.#calls.filter((at) => at > now - LENGTH_MS.month);
    this.#calls.push(now);
    if (this.#rules.some((rule) => this.#count(rule, now) > rule.limit)) {
      this.refused += 1;
      throw new ConnectorError("rate", "strict", "429", { status: 429 });
    }
    this.answered += 1;
    return { body: new Uint8Array(0), status: 200, headers: {}, receivedAt: now };
  };

  #count(rule: QuotaRule, now: Instant): number {
    const isSamePeriod =
      rule.period === "month"
        ? (at: Instant) => new Date(at).getUTCMonth() === new Date(now).getUTCMonth()
        : (at: Instant) => at > now - LENGTH_MS[rule.period];
    return this.#calls.filter(isSamePeriod).length;
  }
}
