import { endsWithin } from "./ends-within.ts";
import type { PolledLink } from "./polled-link.ts";

const MAX_CONCURRENT = 64;

/** What runs at this moment: some links at a time. */
export class LinkRuns {
  readonly #maxConcurrent: number;
  readonly #runs = new Set<Promise<void>>();
  #isStopped = false;

  /** @param maxConcurrent - default 64 */
  constructor(maxConcurrent: number = MAX_CONCURRENT) {
    this.#maxConcurrent = maxConcurrent;
  }

  get size(): number {
    return this.#runs.size;
  }

  get hasRoom(): boolean {
    return this.#runs.size < this.#maxConcurrent;
  }

  /** Starts links as long as `take` gives one and there is room. @returns whether it started any */
  start(
    take: () => PolledLink | undefined,
    run: (link: PolledLink) => Promise<void>,
    onEnd: () => void,
  ): boolean {
    let hasStarted = false;
    while (!this.#isStopped && this.hasRoom) {
      const link = take();
      if (!link) break;
      hasStarted = true;
      const running = run(link).finally(() => {
        this.#runs.delete(running);
        onEnd();
      });
      this.#runs.add(running);
    }
    return hasStarted;
  }

  /** Resolves when the first of those that run ends. */
  async next(): Promise<void> {
    await Promise.race(this.#runs);
  }

  /** Starts nothing more, and waits for those that run, but no longer than the grace. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopped = true;
    await endsWithin(graceMs, Promise.all(this.#runs));
  }
}
