import {
  type Clock,
  type Instant,
  type QuotaState,
  type QuotaStore,
  SECOND_MS,
  SolarmonError,
} from "@solarmon/core";
import { GroupSave } from "./group-save.ts";
import { type QuotaBudget, QuotaCounter } from "./quota-counter.ts";
import type { QuotaRule } from "./quota-rule.ts";

/** What {@link openQuotaLedger} needs. */
export interface QuotaLedgerOptions {
  /** Names what the vendor counts by: a key, an account. No secret. */
  readonly credential: string;
  readonly rules: readonly QuotaRule[];
  /** Calls at the same time. Default: no limit. */
  readonly maxConcurrent?: number;
  readonly store: QuotaStore;
  readonly clock: Clock;
  /** No call lasts longer [ms]; until it ends, it is taken to be counted by the vendor then. Default 30 s. */
  readonly maxCallMs?: number;
}

const MAX_CALL_MS = 30 * SECOND_MS;

/** Leave to make a call, or why and until when not. */
export type QuotaAnswer =
  | {
      readonly isGranted: true;
      /** Call it when the call has ended, however it ended. */ readonly release: () => void;
    }
  | {
      readonly isGranted: false;
      /** Name of the rule, `concurrency`, or `vendor` after it said to wait. */
      readonly rule: string;
      /** Ask again then; `null` when it depends on calls in flight. */
      readonly waitUntil: Instant | null;
    };

/** Counts calls against a credential's limits. Several links may share one. */
export interface QuotaLedger {
  /**
   * Takes leave for a call. What was granted is durable before it is answered: after a crash calls may be counted
   * that were not made, never the other way round.
   *
   * @param calls - what the call costs. Default 1
   * @param kind - counted by the rules of this kind, and by those of all calls
   * @throws `invalid_argument` when it costs more than a limit, so that it could never be made
   */
  take(calls?: number, kind?: string): Promise<QuotaAnswer>;
  /** After a 429: no leave for anybody until then. */
  blockUntil(at: Instant): Promise<void>;
  /** The vendor's own count of what remains; counts more than ours only when it is lower. */
  observe(rule: string, remaining: number): Promise<void>;
  budgets(): readonly QuotaBudget[];
  readonly blockedUntil: Instant;
}

/**
 * Opens the count of a credential's calls where it was left, also after a restart.
 *
 * @throws what the store throws when it cannot be read
 */
export async function openQuotaLedger(options: QuotaLedgerOptions): Promise<QuotaLedger> {
  const state = await options.store.load(options.credential);
  return new StoredQuotaLedger(options, state ?? { counts: {}, blockedUntil: 0 });
}

class StoredQuotaLedger implements QuotaLedger {
  readonly #options: QuotaLedgerOptions;
  readonly #counters: readonly QuotaCounter[];
  readonly #save: GroupSave;
  #blockedUntil: Instant;
  #inFlight = 0;

  constructor(options: QuotaLedgerOptions, state: QuotaState) {
    this.#options = options;
    this.#counters = options.rules.map(
      (rule) => new QuotaCounter(rule, state.counts[rule.name] ?? []),
    );
    this.#blockedUntil = state.blockedUntil;
    this.#save = new GroupSave(() => options.store.save(options.credential, this.#state()));
  }

  get blockedUntil(): Instant {
    return this.#blockedUntil;
  }

  async take(calls = 1, kind?: string): Promise<QuotaAnswer> {
    const now = this.#options.clock.now();
    const counters = this.#counters.filter(({ rule: { of = kind } }) => of === kind);
    const refusal = this.#refusal(counters, calls, now);
    if (refusal) return refusal;
    const endsAt = now + (this.#options.maxCallMs ?? MAX_CALL_MS);
    for (const counter of counters) counter.add(calls, endsAt);
    this.#inFlight += 1;
    const release = this.#releaseOnce(counters, calls, endsAt);
    try {
      // A device of one's own has no limits, and nothing to remember.
      if (this.#counters.length > 0) await this.#save.request();
    } catch (error) {
      release();
      throw error;
    }
    return { isGranted: true, release };
  }

  async blockUntil(at: Instant): Promise<void> {
    if (at <= this.#blockedUntil) return;
    this.#blockedUntil = at;
    await this.#save.request();
  }

  async observe(rule: string, remaining: number): Promise<void> {
    const now = this.#options.clock.now();
    const counter = this.#counters.find((candidate) => candidate.rule.name === rule);
    if (!counter) throw new SolarmonError("invalid_argument", `no quota is named ${rule}`);
    const unknown = counter.budget(now).remaining - Math.max(0, remaining);
    if (!(unknown > 0)) return;
    counter.add(unknown, now);
    await this.#save.request();
  }

  budgets(): readonly QuotaBudget[] {
    const now = this.#options.clock.now();
    return this.#counters.map((counter) => counter.budget(now));
  }

  #refusal(
    counters: readonly QuotaCounter[],
    calls: number,
    now: Instant,
  ): QuotaAnswer | undefined {
    if (now < this.#blockedUntil)
      return { isGranted: false, rule: "vendor", waitUntil: this.#blockedUntil };
    const waits = counters.map((counter) => ({
      isGranted: false as const,
      rule: counter.rule.name,
      waitUntil: fitsAt(counter, calls, now),
    }));
    const longest = waits.toSorted((a, b) => b.waitUntil - a.waitUntil)[0];
    if (longest && longest.waitUntil > now) return longest;
    const isFull = this.#inFlight >= (this.#options.maxConcurrent ?? Number.POSITIVE_INFINITY);
    return isFull ? { isGranted: false, rule: "concurrency", waitUntil: null } : undefined;
  }

  #releaseOnce(counters: readonly QuotaCounter[], calls: number, assumedAt: Instant): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#inFlight -= 1;
      const now = this.#options.clock.now();
      // Saved with the next grant. Until then the saved count lasts longer, which is safe.
      for (const counter of counters) counter.settle(calls, assumedAt, now);
    };
  }

  #state(): QuotaState {
    const counts = this.#counters.map(
      (counter) => [counter.rule.name, counter.toCounts()] as const,
    );
    return { counts: Object.fromEntries(counts), blockedUntil: this.#blockedUntil };
  }
}

function fitsAt(counter: QuotaCounter, calls: number, now: Instant): Instant {
  const at = counter.fitsAt(calls, now);
  if (at !== undefined && Number.isSafeInteger(calls) && calls > 0) return at;
  const { name, limit } = counter.rule;
  const message = `a call that costs ${calls} never fits quota ${name}: use a whole number from 1 to ${limit}`;
  throw new SolarmonError("invalid_argument", message);
}
