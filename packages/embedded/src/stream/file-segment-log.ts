import {
  type CallOptions,
  type Clock,
  type ReadOptions,
  type SolarmonError,
  type StreamBatch,
  type StreamRecord,
  type StreamVerdict,
  toSolarmonError,
} from "@solarmon/core";
import type { DirectoryLock } from "../directory-lock.ts";
import type { CheckpointFiles } from "./checkpoint-files.ts";
import { type DurableEnd, DurableEndWatch } from "./durable-end.ts";
import { GroupCommit } from "./group-commit.ts";
import { LogReader } from "./log-reader.ts";
import type { RecordGroup } from "./record-group.ts";
import type { SegmentLog } from "./segment-log.ts";
import type { SegmentSweeper } from "./segment-sweeper.ts";
import type { SegmentWriter } from "./segment-writer.ts";

export interface SegmentLogParts {
  readonly dir: string;
  readonly lock: DirectoryLock;
  readonly writer: SegmentWriter;
  readonly checkpoints: CheckpointFiles;
  readonly sweeper: SegmentSweeper;
  readonly maxPendingBytes: number;
  readonly clock: Clock;
  readonly onWarning: (warning: SolarmonError) => void;
}

/** {@link SegmentLog} put together from its parts. */
export class FileSegmentLog implements SegmentLog {
  readonly #parts: SegmentLogParts;
  readonly #commit: GroupCommit;
  readonly #end = new DurableEndWatch();
  readonly #reader: LogReader;
  readonly #listeners = new Set<(end: DurableEnd) => void>();
  #closing: Promise<void> | undefined;

  constructor(parts: SegmentLogParts) {
    this.#parts = parts;
    this.#end.set(parts.writer.end);
    this.#reader = new LogReader({ ...parts, end: this.#end });
    this.#commit = new GroupCommit({
      write: (group, appendedAt) => this.#write(group, appendedAt),
      nextSequence: () => parts.writer.nextSequence,
      now: () => parts.clock.now(),
      maxPendingBytes: parts.maxPendingBytes,
    });
  }

  get durableEnd(): DurableEnd {
    return this.#parts.writer.end;
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
    const committed = (await this.#parts.checkpoints.read(consumer)) ?? 0;
    return Math.max(0, this.#parts.writer.nextSequence - 1 - committed);
  }

  forget(consumer: string): Promise<void> {
    return this.#parts.checkpoints.forget(consumer);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { lock, sweeper, writer } = this.#parts;
    await this.#commit.close();
    this.#end.close();
    await sweeper.settle();
    await writer.close();
    lock[Symbol.dispose]();
  }

  async #write(group: RecordGroup, appendedAt: number): Promise<void> {
    const { sweeper, writer } = this.#parts;
    try {
      if (await writer.rotateIfDue(appendedAt)) sweeper.start(appendedAt);
      await writer.append(group.bytes, group.length, group.count, appendedAt);
    } catch (error) {
      sweeper.start(appendedAt); // old segments may be all that fills the disk
      throw error;
    }
    this.#tell(writer.end);
  }

  /** The group is durable now: nothing that a listener does may change its verdicts. */
  #tell(end: DurableEnd): void {
    this.#end.set(end);
    for (const listener of this.#listeners) {
      try {
        listener(end);
      } catch (error) {
        this.#parts.onWarning(toSolarmonError(error, "a listener of the segment log failed"));
      }
    }
  }
}
