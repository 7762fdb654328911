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
  /** Answers at once with these, then as told. */
  isHeld = true;
  isFull = false;
  #waiting: (() => void)[] = [];

  async append(records: readonly StreamRecord[]): Promise<readonly StreamVerdict[]> {
    if (this.isHeld) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.isFull) throw new SolarmonError("storage_full", "no space left");
    this.envelopes.push(...records.map(({ value }) => decodeEnvelope(value)));
    return records.map((_, index) => ({ ok: true, shard: "0", position: `${index}` }));
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
