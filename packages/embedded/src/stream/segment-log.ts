import type { Clock, SolarmonError, StreamReader, StreamWriter } from "@solarmon/core";
import type { DurableEnd } from "./durable-end.ts";

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
  /** Told of what needs a person: damaged records, unread records deleted, a listener or a sweep that failed. */
  readonly onWarning?: (warning: SolarmonError) => void;
}

/** A stream in files of one directory: one writer, any number of readers. Records keep their order over all keys. */
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
