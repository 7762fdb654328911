import {
  type Clock,
  type Instant,
  type SolarmonError,
  type StreamBatch,
  type StreamPosition,
  type StreamReader,
  type StreamStart,
  systemClock,
  toSolarmonError,
  type UsageLedger,
} from "@solarmon/core";
import type { RecordUsage } from "../usage/record-usage.ts";
import { pause } from "./backoff.ts";
import { processUntilDone, type SetAside, type UntilDoneOptions } from "./process-until-done.ts";
import { type ProcessorSource, ShardWork } from "./shard-work.ts";

/** Told after each batch. */
export interface ProcessorProgress {
  /** Records processed since the start. */
  readonly records: number;
  /** Age of the newest processed record when it was done [ms]. */
  readonly lagMs: number;
  /** Appended time of the newest processed record. */
  readonly processedAt: Instant;
  /** Rows that wait to be settled. */
  readonly pendingRows: number;
}

export interface RunProcessorOptions {
  readonly reader: StreamReader;
  /**
   * One for the whole stream, or a maker of one for each shard: needed where shards may go to other workers, since the
   * state of one that goes is let go of.
   */
  readonly processor: ProcessorSource;
  /** Name that the checkpoint is kept under. */
  readonly consumer: string;
  /** Keeps records that can never be processed. Durable when it resolves. */
  readonly setAside: SetAside;
  /** Default: the consumer's checkpoint. */
  readonly start?: StreamStart;
  /** `false`: end at the records that exist now. Default `true`. */
  readonly follow?: boolean;
  /** Longest time until roll-ups are written and the checkpoint moves [ms]. Default 1,000. */
  readonly settleEveryMs?: number;
  /** Most records of a step. Default 1,000. */
  readonly maxRecords?: number;
  /** Ends the run after what was processed is settled and committed. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Where it is booked what records are to be billed as. Processors have to be metered. */
  readonly usage?: UsageBooks;
  readonly onProgress?: (progress: ProcessorProgress) => void;
  readonly onError?: (error: SolarmonError) => void;
}

export interface UsageBooks {
  readonly ledger: Pick<UsageLedger, "book">;
  /** The stream's name: records of another one have positions of their own. With the shard it is the source. */
  readonly stream: string;
}

/** Bookings that may wait while the ledger is down. */
const MAX_BOOKINGS = 100_000;
const BOOKING_PAUSE_MS = 100;

/**
 * Drives the processor from a stream: processes each batch as soon as it is there, settles and commits at least every
 * `settleEveryMs` beside it. Resolves when the signal fires or, not following, at the end of the stream.
 *
 * @throws what the reader throws, and what the last settling throws; the records are delivered again then
 */
export async function runProcessor(options: RunProcessorOptions): Promise<void> {
  await new Run(options).run();
}

class Run {
  readonly #options: RunProcessorOptions;
  readonly #work: ShardWork;
  readonly #ended = new AbortController();
  #records = 0;

  constructor(options: RunProcessorOptions) {
    this.#options = options;
    this.#work = new ShardWork(options.processor, options.usage?.ledger);
  }

  async run(): Promise<void> {
    const settling = this.#settleNowAndThen();
    try {
      await this.#read();
    } finally {
      this.#ended.abort();
      await settling;
    }
    await this.#work.commit();
  }

  async #read(): Promise<void> {
    const { reader, consumer, start, follow, maxRecords, signal } = this.#options;
    const batches = reader.read(consumer, {
      ...(start ? { start } : {}),
      ...(follow === undefined ? {} : { follow }),
      ...(maxRecords === undefined ? {} : { maxRecords }),
      ...(signal ? { signal } : {}),
      onShards: (shards, fresh) => this.#work.keep(shards, fresh),
    });
    for await (const batch of batches) {
      const processor = this.#work.processorOf(batch.shard);
      const usages = new Map<StreamPosition, RecordUsage>();
      const onDone: UntilDoneOptions["onDone"] = ({ position }, result) => {
        if (result.ok && result.usage) usages.set(position, result.usage);
      };
      if (!(await processUntilDone(batch.records, { ...this.#options, processor, onDone }))) return;
      await this.#book(batch, usages);
      this.#work.processed(batch);
      this.#report(batch);
    }
  }

  /** Of a whole batch and in its order: what stands behind a position that is booked counts no more. */
  async #book(
    { shard, records }: StreamBatch,
    usages: ReadonlyMap<StreamPosition, RecordUsage>,
  ): Promise<void> {
    const { usage, signal } = this.#options;
    const book = this.#work.bookOf(shard);
    if (!usage || !book) return;
    for (const { position } of records) {
      const own = usages.get(position);
      if (own) book.add(`${usage.stream}/${shard}`, position, own);
    }
    while (book.size > MAX_BOOKINGS && !isOver(signal)) await pause(BOOKING_PAUSE_MS, signal);
  }

  async #settleNowAndThen(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      await pause(this.#options.settleEveryMs ?? 1_000, this.#ended.signal);
      try {
        await this.#work.commit();
      } catch (thrown) {
        this.#options.onError?.(toSolarmonError(thrown, "the roll-ups could not be written"));
      }
    }
  }

  #report({ records }: StreamBatch): void {
    const { onProgress, clock = systemClock } = this.#options;
    this.#records += records.length;
    const processedAt = records.at(-1)?.appendedAt;
    if (!onProgress || processedAt === undefined) return;
    const lagMs = clock.now() - processedAt;
    const { pendingRows } = this.#work;
    onProgress({ records: this.#records, lagMs, processedAt, pendingRows });
  }
}

function isOver(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
