import {
  SolarmonError,
  type StreamVerdict,
  type StreamWriter,
  toSolarmonError,
} from "@solarmon/core";
import type { PendingEnvelope } from "./pending-envelope.ts";

const RETRY_FIRST_MS = 50;
/** More would only make smaller groups: the stream commits concurrent appends together. */
const APPENDS_IN_FLIGHT = 4;

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
 * Appends envelopes, few appends at a time: what comes in while they are in flight goes into the next, so batches
 * grow with the load. What fails for now is tried again, first, until the stream takes it.
 */
export class StreamFeeder {
  /** Sum over the envelopes that are not durable yet [bytes]. */
  pendingBytes = 0;
  /** The error of the last append while envelopes wait for another try. */
  blockedBy: SolarmonError | null = null;
  readonly #options: FeederOptions;
  #pending: PendingEnvelope[] = [];
  #inFlight = 0;
  #isPlanned = false;
  #isClosing = false;
  #retryMs = RETRY_FIRST_MS;
  #retry: NodeJS.Timeout | null = null;
  #idle: (() => void)[] = [];

  constructor(options: FeederOptions) {
    this.#options = options;
  }

  add(envelope: PendingEnvelope): void {
    this.#pending.push(envelope);
    this.#plan();
  }

  /** Resolves when nothing is pending. What waits for another try gets one more, at once, and then its error. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#retry) this.#retryNow();
    if (this.#inFlight === 0 && this.#pending.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #plan(): void {
    if (this.#isPlanned || this.#retry || this.#inFlight >= APPENDS_IN_FLIGHT) return;
    if (this.#pending.length === 0) return;
    this.#isPlanned = true;
    // After this turn of the event loop has read all its sockets.
    setImmediate(() => {
      this.#isPlanned = false;
      void this.#appendAll();
    });
  }

  async #appendAll(): Promise<void> {
    const envelopes = this.#pending;
    this.#pending = [];
    this.#options.onClose();
    this.#inFlight++;
    const verdicts = await this.#append(envelopes);
    this.#inFlight--;
    const again: PendingEnvelope[] = [];
    let failure: SolarmonError | null = null;
    for (const [index, envelope] of envelopes.entries()) {
      const error = errorOf(verdicts[index]);
      failure ??= error;
      const isPatient = envelope.head.isPatient && !this.#isClosing;
      if (error?.isRetryable && isPatient) again.push(envelope);
      else this.#settle(envelope, error);
    }
    this.#options.onSettled();
    if (failure) this.#options.onError(failure);
    this.#pending.unshift(...again);
    if (failure && again.length > 0) this.#planRetry(failure);
    else if (!failure || !this.#retry) this.#flows(); // what was blocked is taken, or refused for good
    this.#plan();
    if (this.#inFlight > 0 || this.#pending.length > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
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

  #flows(): void {
    this.blockedBy = null;
    this.#retryMs = RETRY_FIRST_MS;
  }

  #planRetry(blockedBy: SolarmonError): void {
    this.blockedBy = blockedBy;
    if (this.#retry) return;
    this.#retry = setTimeout(() => this.#retryNow(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, this.#options.retryMaxMs);
  }

  #retryNow(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    this.#plan();
  }
}

function errorOf(verdict: StreamVerdict | undefined): SolarmonError | null {
  if (!verdict) return new SolarmonError("internal", "the stream gave no verdict for a record");
  return verdict.ok ? null : verdict.error;
}
