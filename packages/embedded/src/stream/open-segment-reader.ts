import type { ReadOptions, SolarmonError, StreamBatch, StreamReader } from "@solarmon/core";
import { open } from "node:fs/promises";
import { systemCode } from "../disk-error.ts";
import { CheckpointFiles } from "./checkpoint-files.ts";
import { type DurableEnd, DurableEndWatch } from "./durable-end.ts";
import { listSegments, segmentPath } from "./segment-files.ts";
import { LogReader } from "./log-reader.ts";
import { scanSegment } from "./segment-scan.ts";

export interface SegmentReaderOptions {
  /** Directory of the segment log. */
  readonly dir: string;
  /** The writer's `durableEnd`. Without it, the reader finds out from the disk. */
  readonly durableEnd?: DurableEnd;
  /** Told of damaged records and of records deleted before they were read. */
  readonly onWarning?: (warning: SolarmonError) => void;
}

/** Reads a segment log that another thread or process writes. */
export interface SegmentReader extends StreamReader {
  /**
   * To be called when records were appended: with what the writer's `onDurable` gave, or without anything to let the
   * reader find out from the disk. That costs an fsync, and is for looking only: while another process writes to a
   * failing disk it may show records that are then refused, so a consumer that commits must be given the end.
   */
  wake(durableEnd?: DurableEnd): Promise<void>;
}

/** Opens a segment log for reading; takes no lock. A directory without a log reads as an empty one. */
export async function openSegmentReader(options: SegmentReaderOptions): Promise<SegmentReader> {
  const reader = new FileSegmentReader(options);
  await reader.wake(options.durableEnd);
  return reader;
}

class FileSegmentReader implements SegmentReader {
  readonly #dir: string;
  readonly #end = new DurableEndWatch();
  readonly #reader: LogReader;

  constructor({ dir, onWarning }: SegmentReaderOptions) {
    this.#dir = dir;
    this.#reader = new LogReader({
      dir,
      end: this.#end,
      checkpoints: new CheckpointFiles(dir),
      onWarning: (warning) => onWarning?.(warning),
    });
  }

  async wake(durableEnd?: DurableEnd): Promise<void> {
    const end = durableEnd ?? (await makeDurableEnd(this.#dir));
    if (end) this.#end.set(end);
  }

  read(consumer: string, options?: ReadOptions): AsyncIterable<StreamBatch> {
    return this.#reader.read(consumer, options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#reader[Symbol.asyncDispose]();
  }
}

/** What is on disk may still be on its way there: fsynced by the reader, it is durable whoever wrote it. */
async function makeDurableEnd(dir: string): Promise<DurableEnd | undefined> {
  try {
    const segment = (await listSegments(dir)).at(-1);
    if (segment === undefined) return undefined;
    const { bytes, sequence } = await scanSegment(dir, segment);
    await using file = await open(segmentPath(dir, segment), "r+");
    await file.datasync();
    return { segment, bytes, sequence };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
