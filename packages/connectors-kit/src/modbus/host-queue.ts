import { SolarmonError } from "@solarmon/core";

/** Lets one task per host run at a time, in the order of asking; a task that fails does not hold up the next. */
export class HostQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @throws `cancelled` when `signal` fires while others have their turn */
  async run<T>(host: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
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
    await Promise.race([before.catch(() => undefined), cancellation(signal)]);
    throwIfCancelled(signal);
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

/** Settles when the signal fires; never without one. */
async function cancellation(signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
