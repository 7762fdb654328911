import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, Instant } from "@solarmon/core";

/** Readings are processed this late at most before the doors slow down [ms]. */
const LIMIT_MS = 2_000;
/** Longest that one append waits: a processor that stands still slows the doors, but does not close them [ms]. */
const LONGEST_WAIT_MS = 1_000;
const LOOK_EVERY_MS = 10;
const MARK_EVERY_MS = 100;
const MAX_MARKS = 1_000;

interface Mark {
  readonly sequence: number;
  readonly at: Instant;
}

/** How long the oldest record that is not processed yet has waited. */
export class ProcessorLag {
  readonly #clock: Clock;
  /** Which record was the newest at which time; those that are processed are dropped. */
  readonly #marks: Mark[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Records up to this one are durable now. */
  appended(sequence: number): void {
    const at = this.#clock.now();
    const last = this.#marks.at(-1);
    const isDue = last === undefined || at - last.at >= MARK_EVERY_MS;
    if (isDue && this.#marks.length < MAX_MARKS) this.#marks.push({ sequence, at });
  }

  /** Records up to this one are processed. */
  processed(sequence: number): void {
    while (this.#marks[0] && this.#marks[0].sequence <= sequence) this.#marks.shift();
  }

  /** [ms], to a tenth of a second. */
  get lagMs(): number {
    const [oldest] = this.#marks;
    return oldest === undefined ? 0 : Math.max(0, this.#clock.now() - oldest.at);
  }

  /** Resolves once the processor has caught up so far that more may be taken. */
  async room(): Promise<void> {
    const deadline = performance.now() + LONGEST_WAIT_MS;
    while (this.lagMs > LIMIT_MS && performance.now() < deadline) await sleep(LOOK_EVERY_MS);
  }
}
