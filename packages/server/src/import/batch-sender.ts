import { encodeEnvelope, type Envelope, type PackedReading } from "@solarmon/core";
import { addCounts, type ImportSink, NO_VERDICTS, type VerdictCounts } from "./import-sink.ts";

const MAX_IN_FLIGHT = 3;
const SETTLE_EVERY_MS = 1_000;

export interface BatchSenderOptions {
  readonly sink: ImportSink;
  readonly head: Omit<Envelope, "readings">;
  /** Rows before this one are in the store already, roll-ups and all. */
  readonly skipRows: number;
  /** Told how many rows of the file are in the store for good. */
  readonly onSettled: (rows: number) => Promise<void>;
}

/** Groups readings into envelopes and keeps a few on their way, so that reading and storing go on side by side. */
export class BatchSender {
  /** Number of the row that is read, from 1. */
  row = 0;
  readonly #options: BatchSenderOptions;
  readonly #batch: PackedReading[] = [];
  readonly #inFlight: Promise<void>[] = [];
  #counts: VerdictCounts = NO_VERDICTS;
  #settled: Promise<void> = Promise.resolve();
  #settledAt = performance.now();

  constructor(options: BatchSenderOptions) {
    this.#options = options;
  }

  get counts(): VerdictCounts {
    return this.#counts;
  }

  /** Whether {@link flush} is due. */
  get isFull(): boolean {
    return this.#batch.length >= this.#options.sink.batchReadings;
  }

  add(reading: PackedReading): void {
    if (this.row > this.#options.skipRows) this.#batch.push(reading);
  }

  /** Sends what is held; waits while too much is on its way. @param rows - rows read so far */
  async flush(rows: number): Promise<void> {
    if (this.#batch.length > 0) {
      const envelope = encodeEnvelope({ ...this.#options.head, readings: this.#batch });
      this.#batch.length = 0;
      const sent = this.#send(envelope);
      sent.catch(() => undefined); // thrown where it is awaited
      this.#inFlight.push(sent);
    }
    while (this.#inFlight.length >= MAX_IN_FLIGHT) await this.#inFlight.shift();
    if (performance.now() - this.#settledAt > SETTLE_EVERY_MS) this.#startSettling(rows);
  }

  /** Sends the rest, and waits until all is durable. */
  async finish(rows: number): Promise<void> {
    await this.flush(rows);
    this.#startSettling(rows);
    await Promise.all(this.#inFlight);
    await this.#settled;
  }

  async #send(envelope: Uint8Array): Promise<void> {
    const counts = await this.#options.sink.store(new Uint8Array(envelope));
    this.#counts = addCounts(this.#counts, counts);
  }

  #startSettling(rows: number): void {
    this.#settledAt = performance.now();
    const sent = [...this.#inFlight];
    const before = this.#settled;
    this.#settled = (async () => {
      await before;
      await Promise.all(sent);
      await this.#options.sink.settle();
      if (rows > this.#options.skipRows) await this.#options.onSettled(rows);
    })();
    // A failure is thrown where it is awaited, in `finish`; it must not count as unhandled until then.
    this.#settled.catch(() => undefined);
  }
}
