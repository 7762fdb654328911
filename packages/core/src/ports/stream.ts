import type { SolarmonError } from "../errors.ts";
import type { Instant } from "../time.ts";
import type { CallOptions } from "./call.ts";

/**
 * Place of a record within its shard. Opaque: compare only for equality, and only within one shard.
 * (Segment log: byte-free running number; Kafka: offset; Kinesis: sequence number.)
 */
export type StreamPosition = string;

export interface StreamRecord {
  /** Records of one key keep their order. Solarmon's key is the plant id. At most 256 characters. */
  readonly key: string;
  readonly value: Uint8Array;
}

/** Per record: durable, or why not. Never all or nothing. */
export type StreamVerdict =
  | { readonly ok: true; readonly shard: string; readonly position: StreamPosition }
  | { readonly ok: false; readonly error: SolarmonError };

/** Takes records; answers when they are durable (fsynced, or acknowledged by all replicas). Checked by `testStream`. */
export interface StreamWriter {
  /** One verdict per record, in order. Concurrent calls share a group commit. */
  append(
    records: readonly StreamRecord[],
    options?: CallOptions,
  ): Promise<readonly StreamVerdict[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ReceivedRecord extends StreamRecord {
  readonly position: StreamPosition;
  readonly appendedAt: Instant;
}

/** Records of one shard, oldest first, never empty. */
export interface StreamBatch {
  readonly shard: string;
  readonly records: readonly ReceivedRecord[];
  /** Makes the consumer go on after `position` of this shard once it is opened again. Call it after the effect is durable. */
  commit(position: StreamPosition): Promise<void>;
}

/**
 * Where a consumer starts. `checkpoint` (the default): after its last commit, else at the oldest record still kept.
 * `newest`: with what is appended after the read began. `time`: at the first record appended then or later.
 * `position`: at that very record, of that shard only. A start other than `checkpoint` leaves the checkpoint as it
 * is until the next commit.
 */
export type StreamStart =
  | { readonly from: "checkpoint" }
  | { readonly from: "oldest" }
  | { readonly from: "newest" }
  | { readonly from: "time"; readonly at: Instant }
  | { readonly from: "position"; readonly shard: string; readonly position: StreamPosition };

export interface ReadOptions extends CallOptions {
  readonly start?: StreamStart;
  /** Most records in a batch. Default 1,000. */
  readonly maxRecords?: number;
  /** `false`: end at the records that exist now. Default `true`: wait for more. */
  readonly follow?: boolean;
  /**
   * Told which shards this reader has: before it gives any record, and each time that a shard came from or went to
   * another worker of the consumer. No record is given until it resolves. Whoever keeps state of a shard lets go of it
   * then, unsettled work and all: another worker goes on from the last commit, and may have been there before.
   *
   * @param fresh - those of them that begin at their start or last commit now: new ones, and such as were away meanwhile
   */
  readonly onShards?: (shards: readonly string[], fresh: readonly string[]) => void | Promise<void>;
}

/** Gives records again and again to independent consumers. Checked by `testStream`. */
export interface StreamReader {
  /** At least once, in order per key. Ends when the signal fires, or at the end when not following. */
  read(consumer: string, options?: ReadOptions): AsyncIterable<StreamBatch>;
  [Symbol.asyncDispose](): Promise<void>;
}
