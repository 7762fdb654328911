import { RateLimitedError, type Clock, type Instant } from "@solarmon/core";

/** How many attempts a key has per window. */
export interface AttemptRule {
  readonly key: string;
  readonly limit: number;
}

interface Window {
  startedAt: Instant;
  count: number;
}

const MAX_KEYS = 20_000;

/** Counts attempts per key in fixed windows. Memory is bounded: the oldest windows are forgotten first. */
export class AttemptLimiter {
  readonly #clock: Clock;
  readonly #windowMs: number;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, windowMs: number) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /** Counts one attempt on every key. @throws `rate_limited` when a key has none left; nothing is counted then */
  take(rules: readonly AttemptRule[]): void {
    const now = this.#clock.now();
    for (const { key, limit } of rules) {
      const window = this.#current(key, now);
      if (window && window.count >= limit)
        throw new RateLimitedError(
          "Too many log-in attempts. Wait and try again.",
          window.startedAt + this.#windowMs - now,
        );
    }
    for (const { key } of rules) this.#count(key, now);
  }

  /** Takes one attempt back: it was a good one. */
  giveBack(rules: readonly AttemptRule[]): void {
    for (const { key } of rules) {
      const window = this.#windows.get(key);
      if (window && window.count > 0) window.count--;
    }
  }

  #current(key: string, now: Instant): Window | undefined {
    const window = this.#windows.get(key);
    return window && now - window.startedAt < this.#windowMs ? window : undefined;
  }

  #count(key: string, now: Instant): void {
    const window = this.#current(key, now);
    if (window) {
      window.count++;
      return;
    }
    this.#windows.delete(key);
    this.#windows.set(key, { startedAt: now, count: 1 });
    if (this.#windows.size > MAX_KEYS)
      for (const oldest of this.#windows.keys()) {
        this.#windows.delete(oldest);
        break;
      }
  }
}
