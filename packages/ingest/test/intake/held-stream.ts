import {
  decodeEnvelope,
  type Envelope,
  SolarmonError,
  type StreamRecord,
  type StreamVerdict,
  type StreamWriter,
} from "@solarmon/core";

/** A stream whose appends wait until they are told how to end. */
export class HeldStream implements StreamWriter {
  readonly envelopes: Envelope[] = [];
  isHeld = true;
  isFull = false;
  #refusal: SolarmonError | undefined;
  #waiting: (() => void)[] = [];

  async append(records: readonly StreamRecord[]): Promise<readonly StreamVerdict[]> {
    if (this.isHeld) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.isFull) throw new SolarmonError("storage_full", "no space left");
    const error = this.#refusal;
    this.#refusal = undefined;
    if (error) return records.map(() => ({ ok: false, error }));
    this.envelopes.push(...records.map(({ value }) => decodeEnvelope(value)));
    return records.map((_, index) => ({ ok: true, shard: "0", position: `${index}` }));
  }

  /** The next append that would be taken is not. */
  refuseNext(error: SolarmonError): void {
    this.#refusal = error;
  }

  /** Appends under way. */
  get waiting(): number {
    return this.#waiting.length;
  }

  release(): void {
    this.isHeld = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.release();
  }
}
