import type { Clock, Instant } from "../time.ts";

/** A {@link Clock} that moves only when told to. */
export class VirtualClock implements Clock {
  #now: Instant;

  /** @param start - default 2024-06-10T06:13:20Z, a Monday morning */
  constructor(start: Instant = 1_718_000_000_000) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  advance(durationMs: number): void {
    this.#now += durationMs;
  }

  set(at: Instant): void {
    this.#now = at;
  }
}
