import { SolarmonError } from "@solarmon/core";

/** Lets one task per host run at a time, in the order of asking; a task that fails does not hold up the next. */
export class HostQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @throws `cancelled` when `signal` fires while others have their turn */
  async run<T>(host: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    throwIfCancelled(signal);
    const before = this.#last.get(host) ?? Promise.resolve();
    const turn = async (): Promise<T> => {
      throwIfCancelled(signal);
      return await task();
    };
    const mine = before.then(turn, turn);
    this.#last.set(host, mine);
    const forget = (): void => {
      if (this.#last.get(host) === mine) this.#last.delete(host);
    };
    mine.then(forget, forget);
    await untilFree(before, signal);
    return await mine;
  }
}

/** @throws `cancelled` when the caller has given up */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new SolarmonError("cancelled", "the caller ended the reading of the device", {
    cause: signal.reason,
  });
}

/** @throws `cancelled` when the caller gives up first */
async function untilFree(before: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
  const listener = (): void => cancel();
  signal?.addEventListener("abort", listener);
  try {
    await Promise.race([before.catch(() => undefined), cancelled]);
  } finally {
    signal?.removeEventListener("abort", listener);
  }
  throwIfCancelled(signal);
}
