import type { AppendVerdict } from "@solarmon/core";
import {
  addCounts,
  countVerdicts,
  NO_VERDICTS,
  type VerdictCounts,
} from "../import/import-sink.ts";

const SILENT_MS = 15_000;

export interface VerdictTallyOptions {
  /** Most envelopes without their verdicts, while verdicts come. */
  readonly maxWaiting: number;
  /** After so long without any verdict nobody is there who tells them. Default 15,000. */
  readonly silentMs?: number;
}

/** Adds up the verdicts of many envelopes, and lets no more be on their way than those who store them can follow. */
export class VerdictTally {
  readonly #options: VerdictTallyOptions;
  readonly #waiting = new Map<string, number>();
  #counts: VerdictCounts = NO_VERDICTS;
  #heardAt = performance.now();
  #isDeaf = false;
  readonly #waiters = new Set<() => void>();

  constructor(options: VerdictTallyOptions) {
    this.#options = options;
  }

  get counts(): VerdictCounts {
    return this.#counts;
  }

  /** Readings whose verdicts have not come. */
  get waitingReadings(): number {
    return [...this.#waiting.values()].reduce((sum, readings) => sum + readings, 0);
  }

  expect(replyTo: string, readings: number): void {
    if (this.#waiting.size === 0) this.#heardAt = performance.now();
    this.#waiting.set(replyTo, readings);
  }

  /** An envelope that was not taken after all. */
  forget(replyTo: string): void {
    this.#waiting.delete(replyTo);
  }

  hear(replyTo: string, verdicts: readonly AppendVerdict[]): void {
    if (!this.#waiting.delete(replyTo)) return; // somebody else's, or told again
    this.#counts = addCounts(this.#counts, countVerdicts(verdicts));
    this.#heardAt = performance.now();
    for (const wake of this.#waiters) wake();
  }

  /** No verdicts will come. */
  stopWaiting(): void {
    this.#isDeaf = true;
    for (const wake of this.#waiters) wake();
  }

  /** Resolves once another envelope may go, or nobody tells verdicts. */
  async room(): Promise<void> {
    await this.#until(this.#options.maxWaiting - 1);
  }

  /** Resolves once all have their verdicts, or nobody tells verdicts. */
  async all(): Promise<void> {
    await this.#until(0);
  }

  async #until(most: number): Promise<void> {
    const { silentMs = SILENT_MS } = this.#options;
    for (;;) {
      const leftMs = this.#heardAt + silentMs - performance.now();
      if (this.#isDeaf || this.#waiting.size <= most || leftMs <= 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiters.add(resolve);
      const timer = setTimeout(resolve, leftMs);
      await promise;
      clearTimeout(timer);
      this.#waiters.delete(resolve);
    }
  }
}
