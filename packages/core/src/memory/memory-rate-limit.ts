import type { RateLimit, RateLimitRule, RateVerdict } from "../ports/rate-limit.ts";
import { type Clock, systemClock } from "../time.ts";

/** Instants of today have room for a fifth of a microsecond. */
const ROUNDING_MS = 0.01;

export interface MemoryRateLimitOptions {
  readonly clock?: Clock;
  /** Most names that are counted at a time; above it the one that was used longest ago is forgotten. Default 100,000. */
  readonly maxNames?: number;
}

/** {@link RateLimit} of one process. Remembers per name one instant: when all of it will have been given back. */
export class MemoryRateLimit implements RateLimit {
  readonly #clock: Clock;
  readonly #maxNames: number;
  /** In order of use, oldest first. */
  readonly #fullAt = new Map<string, number>();

  constructor(options: MemoryRateLimitOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#maxNames = options.maxNames ?? 100_000;
  }

  async take(name: string, rule: RateLimitRule, amount = 1): Promise<RateVerdict> {
    const now = this.#clock.now();
    const fullAt = Math.max(now, this.#fullAt.get(name) ?? 0);
    const next = fullAt + (amount * rule.windowMs) / rule.limit;
    const retryAfterMs = Math.ceil(next - rule.windowMs - now - ROUNDING_MS);
    if (retryAfterMs > 0) return { ok: false, retryAfterMs };
    this.#fullAt.delete(name);
    this.#fullAt.set(name, next);
    if (this.#fullAt.size > this.#maxNames) this.#forgetOne();
    return { ok: true };
  }

  #forgetOne(): void {
    const [oldest] = this.#fullAt.keys();
    if (oldest !== undefined) this.#fullAt.delete(oldest);
  }
}
