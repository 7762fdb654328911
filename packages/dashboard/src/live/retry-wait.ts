const FIRST_MS = 250;
const LONGEST_MS = 8_000;

/** Pause before the next try: a quarter second, doubled up to eight, spread by a quarter either way. */
export function retryDelayMs(retries: number, random: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** retries) * (0.75 + random / 2);
}

/** Waits between tries; coming back online, or the reader's wish, ends the wait. */
export class RetryWait {
  #end: (() => void) | undefined;

  async start(retries: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, retryDelayMs(retries, Math.random()));
    globalThis.addEventListener?.("online", resolve as () => void);
    this.#end = resolve;
    await promise;
    clearTimeout(timer);
    globalThis.removeEventListener?.("online", resolve as () => void);
  }

  end(): void {
    this.#end?.();
  }
}
