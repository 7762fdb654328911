import {
  type CallOptions,
  type Clock,
  DAY_MS,
  HOUR_MS,
  type ReadOptions,
  type SolarmonError,
  type StreamBatch,
  type StreamReader,
  type StreamRecord,
  type StreamVerdict,
  type StreamWriter,
  systemClock,
} from "@solarmon/core";
import { type DirectoryLock, lockDirectory } from "../directory-lock.ts";
import { systemCode, toDiskError } from "../disk-error.ts";
import { makeDirectory } from "../durable-file.ts";
import { CheckpointFiles } from "./checkpoint-files.ts";
import { type Disk, nodeDisk, unsyncedDisk } from "./disk.ts";
import { type DurableEnd, DurableEndWatch } from "./durable-end.ts";
import { GroupCommit } from "./group-commit.ts";
import type { RecordGroup } from "./record-group.ts";
import { sweepSegments } from "./retention.ts";
import { LogReader } from "./segment-reader.ts";
import { SegmentWriter } from "./segment-writer.ts";

const SEGMENT_BYTES = 32 * 1024 * 1024;
const MAX_PENDING_BYTES = 64 * 1024 * 1024;

export interface SegmentLogOptions {
  /** Its own directory; made when it is missing. */
  readonly dir: string;
  /** A segment is closed when it has grown to this [bytes]. Default 32 MiB. */
  readonly segmentBytes?: number;
  /** Records are kept at least this long [ms], and until every registered consumer has read them. Default 24 h. */
  readonly retentionMs?: number;
  /** Most bytes on disk; beyond it the oldest segments go, read or not. Default: no limit. */
  readonly maxBytes?: number;
  /** Most bytes of records that may wait for the disk; more is refused as `rate_limited`. Default 64 MiB. */
  readonly maxPendingBytes?: number;
  readonly clock?: Clock;
  /** `false`: acknowledge before the disk has it. Faster, and a power cut loses acknowledged records. Default `true`. */
  readonly fsync?: boolean;
  /** Told of what needs a person: damaged records, unread records deleted, a sweep that failed. */
  readonly onWarning?: (warning: SolarmonError) => void;
}

/** A stream in files of one directory: one writer, any number of readers. */
export interface SegmentLog extends StreamWriter, StreamReader {
  /** Where the durable part ends. Give it to readers in other threads. */
  readonly durableEnd: DurableEnd;
  /** Bytes of records that wait for the disk. */
  readonly pendingBytes: number;
  /** Calls `listener` after each group that was made durable; returns a function that ends it. */
  onDurable(listener: (end: DurableEnd) => void): () => void;
  /** Records that were appended and not yet committed by the consumer. */
  backlog(consumer: string): Promise<number>;
  /** Removes a consumer, so that retention no longer waits for it. */
  forget(consumer: string): Promise<void>;
}

/**
 * Opens (or makes) a segment log for writing and reading.
 *
 * @throws {@link SolarmonError} `locked` another process writes there · `storage_corrupt` unknown format ·
 * `storage_full`, `unavailable` the disk
 */
export async function openSegmentLog(options: SegmentLogOptions): Promise<SegmentLog> {
  return openSegmentLogOn(options.fsync === false ? unsyncedDisk : nodeDisk, options);
}

/** {@link openSegmentLog} on another disk, for tests. */
export async function openSegmentLogOn(
  disk: Disk,
  options: SegmentLogOptions,
): Promise<SegmentLog> {
  const { dir, segmentBytes = SEGMENT_BYTES, retentionMs = DAY_MS } = options;
  await makeDirectory(dir);
  const lock = lockDirectory(dir);
  try {
    const segmentMs = Math.max(1, Math.min(HOUR_MS, retentionMs / 24));
    const writer = await SegmentWriter.open({ dir, disk, segmentBytes, segmentMs });
    return new FileSegmentLog(lock, writer, { ...options, retentionMs });
  } catch (error) {
    lock[Symbol.dispose]();
    throw systemCode(error) === undefined ? error : toDiskError(error, `cannot open ${dir}`);
  }
}

class FileSegmentLog implements SegmentLog {
  readonly #lock: DirectoryLock;
  readonly #writer: SegmentWriter;
  readonly #options: SegmentLogOptions & { readonly retentionMs: number };
  readonly #clock: Clock;
  readonly #commit: GroupCommit;
  readonly #checkpoints: CheckpointFiles;
  readonly #end = new DurableEndWatch();
  readonly #reader: LogReader;
  readonly #listeners = new Set<(end: DurableEnd) => void>();
  #sweep: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    lock: DirectoryLock,
    writer: SegmentWriter,
    options: SegmentLogOptions & { readonly retentionMs: number },
  ) {
    this.#lock = lock;
    this.#writer = writer;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#checkpoints = new CheckpointFiles(options.dir);
    this.#end.set(writer.end);
    this.#reader = new LogReader({
      dir: options.dir,
      end: this.#end,
      checkpoints: this.#checkpoints,
      onWarning: (warning) => options.onWarning?.(warning),
    });
    this.#commit = new GroupCommit({
      write: (group, appendedAt) => this.#write(group, appendedAt),
      nextSequence: () => writer.nextSequence,
      now: () => this.#clock.now(),
      maxPendingBytes: options.maxPendingBytes ?? MAX_PENDING_BYTES,
    });
  }

  get durableEnd(): DurableEnd {
    return this.#writer.end;
  }

  get pendingBytes(): number {
    return this.#commit.pendingBytes;
  }

  append(
    records: readonly StreamRecord[],
    options: CallOptions = {},
  ): Promise<readonly StreamVerdict[]> {
    return this.#commit.append(records, options.signal);
  }

  read(consumer: string, options?: ReadOptions): AsyncIterable<StreamBatch> {
    return this.#reader.read(consumer, options);
  }

  onDurable(listener: (end: DurableEnd) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async backlog(consumer: string): Promise<number> {
    const committed = (await this.#checkpoints.read(consumer)) ?? 0;
    return Math.max(0, this.#writer.nextSequence - 1 - committed);
  }

  forget(consumer: string): Promise<void> {
    return this.#checkpoints.forget(consumer);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#commit.close();
    this.#end.close();
    await this.#sweep;
    await this.#writer.close();
    this.#lock[Symbol.dispose]();
  }

  async #write(group: RecordGroup, appendedAt: number): Promise<void> {
    try {
      if (await this.#writer.rotateIfDue(appendedAt)) this.#startSweep(appendedAt);
      await this.#writer.append(group.bytes, group.length, group.count, appendedAt);
    } catch (error) {
      this.#startSweep(appendedAt); // expired segments may be all that fills the disk
      throw error;
    }
    const end = this.#writer.end;
    this.#end.set(end);
    for (const listener of this.#listeners) listener(end);
  }

  #startSweep(now: number): void {
    this.#sweep ??= this.#sweepOnce(now).finally(() => {
      this.#sweep = undefined;
    });
  }

  async #sweepOnce(now: number): Promise<void> {
    const { dir, retentionMs, maxBytes = Number.POSITIVE_INFINITY, onWarning } = this.#options;
    try {
      const checkpoints = await this.#checkpoints.list();
      const warnings = await sweepSegments({ dir, retentionMs, maxBytes, now, checkpoints });
      for (const warning of warnings) onWarning?.(warning);
    } catch (error) {
      onWarning?.(toDiskError(error, "old records of the stream could not be deleted"));
    }
  }
}
