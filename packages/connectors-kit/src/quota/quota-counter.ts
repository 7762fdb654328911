import type { Instant, QuotaCount } from "@solarmon/core";
import { bucketOf, expiryOf, type QuotaRule } from "./quota-rule.ts";

/** What is left of one rule. */
export interface QuotaBudget {
  readonly rule: string;
  /** The kind of calls that it counts; all when absent. */
  readonly of?: string;
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** When the first (rolling) or all (calendar) of the used calls stop counting; `null` when none is used. */
  readonly resetsAt: Instant | null;
}

/** Counts the calls of one rule. A hundred or so counts at most, however many calls. */
export class QuotaCounter {
  readonly rule: QuotaRule;
  #counts: { until: Instant; calls: number }[];

  constructor(rule: QuotaRule, counts: readonly QuotaCount[]) {
    this.rule = rule;
    this.#counts = counts.map((count) => ({ ...count })).toSorted((a, b) => a.until - b.until);
  }

  /** Counts calls that the vendor counts at `at` at the latest. */
  add(calls: number, at: Instant): void {
    const until = this.#untilOf(at);
    const index = this.#counts.findIndex((count) => count.until >= until);
    const found = this.#counts[index];
    if (found?.until === until) found.calls += calls;
    else this.#counts.splice(index < 0 ? this.#counts.length : index, 0, { until, calls });
  }

  /** Corrects {@link add}: the calls were over at `endedAt`. */
  settle(calls: number, assumedAt: Instant, endedAt: Instant): void {
    const until = this.#untilOf(assumedAt);
    const count = this.#counts.find((candidate) => candidate.until === until);
    if (count) count.calls = Math.max(0, count.calls - calls);
    this.add(calls, endedAt);
  }

  budget(now: Instant): QuotaBudget {
    this.#forget(now);
    const used = this.#counts.reduce((sum, { calls }) => sum + calls, 0);
    const { name, limit, of } = this.rule;
    const resetsAt = this.#counts[0]?.until ?? null;
    const remaining = Math.max(0, limit - used);
    return { rule: name, ...(of !== undefined && { of }), limit, used, remaining, resetsAt };
  }

  /** The earliest instant at which `calls` more fit; `now` when they do, `undefined` when they never will. */
  fitsAt(calls: number, now: Instant): Instant | undefined {
    if (calls > this.rule.limit) return undefined;
    let used = this.budget(now).used;
    if (used + calls <= this.rule.limit) return now;
    for (const { until, calls: expiring } of this.#counts) {
      used -= expiring;
      if (used + calls <= this.rule.limit) return until;
    }
    return undefined;
  }

  toCounts(): QuotaCount[] {
    return this.#counts.map((count) => ({ ...count }));
  }

  #untilOf(at: Instant): Instant {
    return expiryOf(this.rule, bucketOf(this.rule, at));
  }

  #forget(now: Instant): void {
    this.#counts = this.#counts.filter(({ until, calls }) => until > now && calls > 0);
  }
}
