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
    const end = (): void => resolve();
    const timer = setTimeout(end, retryDelayMs(retries, Math.random()));
    globalThis.addEventListener?.("online", end);
    this.#end = end;
    await promise;
    clearTimeout(timer);
    globalThis.removeEventListener?.("online", end);
  }

  end(): void {
    this.#end?.();
  }
}
