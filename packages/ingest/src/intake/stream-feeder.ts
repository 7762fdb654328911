import {
  SolarmonError,
  type StreamVerdict,
  type StreamWriter,
  toSolarmonError,
} from "@solarmon/core";
import type { PendingEnvelope } from "./pending-envelope.ts";

const RETRY_FIRST_MS = 50;

export interface FeederOptions {
  readonly stream: StreamWriter;
  readonly retryMaxMs: number;
  /** Called before envelopes are encoded: nothing may join them any more. */
  readonly onClose: () => void;
  /** Called after envelopes have been settled. */
  readonly onSettled: () => void;
  readonly onError: (error: Error) => void;
}

/**
 * Appends envelopes, one append at a time: what comes in while one is in flight goes into the next, so batches grow
 * with the load. What fails for now is tried again, first, until the stream takes it.
 */
export class StreamFeeder {
  /** Sum over the envelopes that are not durable yet [bytes]. */
  pendingBytes = 0;
  /** The error of the last append while envelopes wait for another try. */
  blockedBy: SolarmonError | null = null;
  readonly #options: FeederOptions;
  #pending: PendingEnvelope[] = [];
  #isRunning = false;
  #retryMs = RETRY_FIRST_MS;
  #retry: NodeJS.Timeout | null = null;
  #idle: (() => void)[] = [];

  constructor(options: FeederOptions) {
    this.#options = options;
  }

  add(envelope: PendingEnvelope): void {
    this.#pending.push(envelope);
    if (this.#isRunning || this.#retry) return;
    this.#isRunning = true;
    // After this turn of the event loop has read all its sockets.
    setImmediate(() => void this.#run());
  }

  /** Resolves when nothing is pending; tries at once what waits for another try. */
  async drain(): Promise<void> {
    if (this.#retry) this.#retryNow();
    if (!this.#isRunning) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #run(): Promise<void> {
    while (this.#pending.length > 0 && !this.#retry) await this.#appendAll();
    this.#isRunning = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #appendAll(): Promise<void> {
    const envelopes = this.#pending;
    this.#pending = [];
    this.#options.onClose();
    const verdicts = await this.#append(envelopes);
    const again: PendingEnvelope[] = [];
    let failure: SolarmonError | null = null;
    for (const [index, envelope] of envelopes.entries()) {
      const error = errorOf(verdicts[index]);
      failure ??= error;
      if (error?.isRetryable && envelope.head.isPatient) again.push(envelope);
      else this.#settle(envelope, error);
    }
    this.#options.onSettled();
    if (failure) this.#options.onError(failure);
    this.#pending.unshift(...again);
    this.#planRetry(again.length > 0 ? failure : null);
  }

  async #append(envelopes: readonly PendingEnvelope[]): Promise<readonly StreamVerdict[]> {
    try {
      return await this.#options.stream.append(envelopes.map((envelope) => envelope.record()));
    } catch (thrown) {
      const error = toSolarmonError(thrown, "the stream failed to take readings");
      return envelopes.map(() => ({ ok: false, error }));
    }
  }

  #settle(envelope: PendingEnvelope, error: SolarmonError | null): void {
    this.pendingBytes -= envelope.bytes;
    envelope.settle(error);
  }

  #planRetry(blockedBy: SolarmonError | null): void {
    this.blockedBy = blockedBy;
    if (!blockedBy) {
      this.#retryMs = RETRY_FIRST_MS;
      return;
    }
    this.#retry = setTimeout(() => this.#retryNow(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, this.#options.retryMaxMs);
  }

  #retryNow(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    this.#isRunning = true;
    void this.#run();
  }
}

function errorOf(verdict: StreamVerdict | undefined): SolarmonError | null {
  if (!verdict) return new SolarmonError("internal", "the stream gave no verdict for a record");
  return verdict.ok ? null : verdict.error;
}
