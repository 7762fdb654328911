import {
  type ReadOptions,
  type ReceivedRecord,
  SolarmonError,
  type StreamBatch,
  type StreamReader,
  type StreamStart,
  toSolarmonError,
} from "@solarmon/core";
import type { CheckpointFiles } from "./checkpoint-files.ts";
import type { DurableEnd, DurableEndWatch } from "./durable-end.ts";
import { deletedRecords } from "./lost-records.ts";
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
      await options.onShards?.([SHARD], [SHARD]);
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
        return this.#locateCheckpoint(consumer, end);
      default:
        return start satisfies never;
    }
  }

  async #locateCheckpoint(consumer: string, end: DurableEnd): Promise<CursorStart> {
    const committed = await this.#lastCommitted(consumer, end);
    const start = await locateSequence(this.#options.dir, committed + 1, end);
    const isLate = committed > 0 && start.segment > committed + 1;
    if (isLate) this.#options.onWarning(deletedRecords(committed + 1, start.segment - 1));
    return start;
  }

  /**
   * Last committed sequence number. A new consumer is noted down, so that retention keeps what it has not read. One
   * that is ahead of the log (restored from an older copy, say) is set back, or it would skip what is appended next.
   */
  async #lastCommitted(consumer: string, end: DurableEnd): Promise<number> {
    const { checkpoints, onWarning } = this.#options;
    const committed = await checkpoints.read(consumer);
    if (committed !== undefined && committed < end.sequence) return committed;
    const start = committed === undefined ? 0 : end.sequence - 1;
    await checkpoints.commit(consumer, start).catch((error: unknown) => {
      onWarning(toSolarmonError(error, `the consumer ${consumer} could not be noted down`));
    });
    return start;
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
