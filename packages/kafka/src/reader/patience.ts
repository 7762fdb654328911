import { type SolarmonError, throwIfCancelled } from "@solarmon/core";
import { toKafkaError } from "../kafka-error.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

export interface PatienceOptions {
  /** After so long without success the error is thrown [ms]. `Infinity`: never. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Told once for each time the brokers went away. */
  readonly onWarning: (warning: SolarmonError) => void;
}

/** Repeats what fails while the brokers are away, and lets go when the signal fires. */
export class Patience {
  readonly #options: PatienceOptions;
  #failingSince: number | undefined;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  /** @throws `cancelled` when the signal fires · what `action` throws, when it will not pass or lasts too long */
  async until<Result>(doing: string, action: () => Promise<Result>): Promise<Result> {
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await this.#cancellable(action);
        this.#failingSince = undefined;
        return result;
      } catch (thrown) {
        const error = toKafkaError(thrown, doing);
        if (!this.#mayPass(error)) throw error;
        const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
        await this.#cancellable(() => new Promise((resolve) => setTimeout(resolve, pauseMs)));
      }
    }
  }

  #mayPass(error: SolarmonError): boolean {
    const { patienceMs, onWarning } = this.#options;
    // a session that ended is begun again
    if (!error.isRetryable && error.code !== "conflict") return false;
    if (this.#failingSince === undefined) onWarning(error);
    this.#failingSince ??= performance.now();
    return performance.now() - this.#failingSince < patienceMs;
  }

  async #cancellable<Result>(action: () => Promise<Result>): Promise<Result> {
    const { signal } = this.#options;
    throwIfCancelled({ signal });
    const aborted = Promise.withResolvers<Event>();
    signal.addEventListener("abort", aborted.resolve, { once: true });
    const work = action();
    try {
      await Promise.race([work, aborted.promise]);
      throwIfCancelled({ signal });
      return await work;
    } finally {
      signal.removeEventListener("abort", aborted.resolve);
      work.catch(() => {}); // it may fail after the signal has fired
    }
  }
}
