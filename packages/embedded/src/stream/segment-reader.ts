import {
  type ReadOptions,
  type ReceivedRecord,
  SolarmonError,
  type StreamBatch,
  type StreamReader,
  type StreamStart,
} from "@solarmon/core";
import type { CheckpointFiles } from "./checkpoint-files.ts";
import type { DurableEnd, DurableEndWatch } from "./durable-end.ts";
import { locateSequence, locateTime } from "./locate.ts";
import { type CursorStart, SegmentCursor } from "./segment-cursor.ts";
import { SHARD } from "./segment-files.ts";

const DEFAULT_MAX_RECORDS = 1_000;

export interface LogReaderOptions {
  readonly dir: string;
  readonly end: DurableEndWatch;
  readonly checkpoints: CheckpointFiles;
  readonly onWarning: (warning: SolarmonError) => void;
}

/** Gives the durable records of a segment log to consumers. */
export class LogReader implements StreamReader {
  readonly #options: LogReaderOptions;

  constructor(options: LogReaderOptions) {
    this.#options = options;
  }

  read(consumer: string, options: ReadOptions = {}): AsyncIterable<StreamBatch> {
    // "newest" and the end of a read that does not follow mean the moment of this call
    const endNow = this.#options.end.current;
    return this.#batches(consumer, options, endNow);
  }

  // oxlint-disable-next-line require-await -- the port lets readers close asynchronously
  async [Symbol.asyncDispose](): Promise<void> {
    this.#options.end.close();
  }

  async *#batches(
    consumer: string,
    options: ReadOptions,
    endNow: DurableEnd | undefined,
  ): AsyncGenerator<StreamBatch> {
    const { start = { from: "checkpoint" }, maxRecords = DEFAULT_MAX_RECORDS, signal } = options;
    const { dir, end, onWarning } = this.#options;
    const isFollowing = options.follow ?? true;
    if (isFollowing) await end.waitPast(0, signal);
    const first = endNow ?? end.current;
    if (!first) return;
    const cursor = new SegmentCursor(dir, await this.#locate(consumer, start, first), onWarning);
    const isOver = (): boolean => end.isClosed || signal?.aborted === true;
    try {
      while (!isOver()) {
        const until = isFollowing ? (end.current ?? first) : first;
        const records = await cursor.read(until, maxRecords);
        if (records.length > 0) yield this.#batch(consumer, records);
        else if (isFollowing) await end.waitPast(until.sequence, signal);
        else return;
      }
    } finally {
      await cursor.close();
    }
  }

  #batch(consumer: string, records: readonly ReceivedRecord[]): StreamBatch {
    const commit = async (position: string): Promise<void> =>
      this.#options.checkpoints.commit(consumer, parsePosition(position));
    return { shard: SHARD, records, commit };
  }

  async #locate(consumer: string, start: StreamStart, end: DurableEnd): Promise<CursorStart> {
    const { dir } = this.#options;
    switch (start.from) {
      case "oldest":
        return locateSequence(dir, 0, end);
      case "newest":
        return locateSequence(dir, end.sequence, end);
      case "time":
        return locateTime(dir, start.at, end);
      case "position":
        if (start.shard !== SHARD) throw unknownShard(start.shard);
        return locateSequence(dir, parsePosition(start.position), end);
      case "checkpoint":
        return locateSequence(dir, (await this.#register(consumer)) + 1, end);
      default:
        return start satisfies never;
    }
  }

  /** Last committed sequence number. A new consumer is noted down, so that retention keeps what it has not read. */
  async #register(consumer: string): Promise<number> {
    const { checkpoints } = this.#options;
    const committed = await checkpoints.read(consumer);
    if (committed === undefined) await checkpoints.commit(consumer, 0);
    return committed ?? 0;
  }
}

function parsePosition(position: string): number {
  const sequence = Number(position);
  if (!/^\d+$/.test(position) || !Number.isSafeInteger(sequence))
    throw new SolarmonError("invalid_argument", "that is not a position of this stream");
  return sequence;
}

function unknownShard(shard: string): SolarmonError {
  return new SolarmonError("not_found", `the stream has no shard ${shard}, only ${SHARD}`);
}
