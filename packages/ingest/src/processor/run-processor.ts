import {
  type Clock,
  type Instant,
  type SolarmonError,
  type StreamBatch,
  type StreamReader,
  type StreamStart,
  systemClock,
  toSolarmonError,
} from "@solarmon/core";
import { pause } from "./backoff.ts";
import { processUntilDone, type SetAside } from "./process-until-done.ts";
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
  readonly onProgress?: (progress: ProcessorProgress) => void;
  readonly onError?: (error: SolarmonError) => void;
}

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
    this.#work = new ShardWork(options.processor);
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
      if (!(await processUntilDone(batch.records, { ...this.#options, processor }))) return;
      this.#work.processed(batch);
      this.#report(batch);
    }
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
