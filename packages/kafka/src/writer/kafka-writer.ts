import type { Producer } from "@platformatic/kafka";
import {
  type CallOptions,
  SolarmonError,
  type StreamRecord,
  type StreamVerdict,
  type StreamWriter,
  throwIfCancelled,
} from "@solarmon/core";
import type { KafkaSettings } from "../kafka-options.ts";
import type { TopicFacts } from "../topic.ts";
import { markHeaders, type RewindMark } from "../rewind/rewind-mark.ts";
import { batchRoom, noRoom, partitionOf, recordBytes, unfit } from "./admit.ts";
import { PartitionWriter } from "./partition-writer.ts";
import { PendingAppend, type PendingRecord } from "./pending-append.ts";
import type { PendingBytes } from "./record-queue.ts";

const MARK_BYTES = 512;

export interface KafkaWriterParts {
  readonly producer: Producer;
  readonly settings: KafkaSettings;
  readonly facts: TopicFacts;
}

/** Takes records for the partitions of a topic; {@link PartitionWriter} brings them there. */
export class KafkaWriter implements StreamWriter {
  readonly #parts: KafkaWriterParts;
  readonly #room: number;
  readonly #pending: PendingBytes = { value: 0 };
  readonly #partitions: readonly PartitionWriter[];
  /** Without their verdicts. */
  readonly #open = new Set<PendingAppend>();
  #isClosed = false;

  constructor(parts: KafkaWriterParts) {
    this.#parts = parts;
    this.#room = batchRoom(parts.facts.maxBatchBytes);
    this.#partitions = Array.from(
      { length: parts.facts.partitions },
      (_, partition) =>
        new PartitionWriter({
          partition,
          room: this.#room,
          pending: this.#pending,
          send: (batch) => this.#send(partition, batch),
        }),
    );
  }

  /** Bytes of records that wait for their verdicts. */
  get pendingBytes(): number {
    return this.#pending.value;
  }

  async append(
    records: readonly StreamRecord[],
    options: CallOptions = {},
  ): Promise<readonly StreamVerdict[]> {
    throwIfCancelled(options);
    const append = new PendingAppend(records, Date.now() + this.#parts.settings.deliveryTimeoutMs);
    this.#open.add(append);
    this.#admit(records, append);
    const withdraw = (): void => this.#withdraw(append);
    options.signal?.addEventListener("abort", withdraw, { once: true });
    try {
      return await append.settled;
    } finally {
      options.signal?.removeEventListener("abort", withdraw);
      this.#open.delete(append);
    }
  }

  /** Writes a mark behind all that was appended to the partition. Its offset. @throws `unavailable`, `rate_limited` */
  async appendMark(partition: number, mark: RewindMark): Promise<bigint> {
    const { deliveryTimeoutMs } = this.#parts.settings;
    const nothing = Buffer.alloc(0);
    const append = new PendingAppend([{ key: "", value: nothing }], Date.now() + deliveryTimeoutMs);
    const writer = this.#partitions[partition];
    if (!writer || this.#isClosed) throw new SolarmonError("unavailable", "the stream is closed");
    this.#open.add(append);
    const headers = markHeaders(mark);
    writer.queue.add({
      append,
      index: 0,
      key: nothing,
      value: nothing,
      headers,
      bytes: MARK_BYTES,
    });
    writer.start();
    const [verdict] = await append.settled.finally(() => this.#open.delete(append));
    if (!verdict?.ok) throw verdict?.error ?? new SolarmonError("internal", "no verdict");
    return BigInt(verdict.position);
  }

  /** Refuses new appends; resolves when the waiting ones have their verdicts and the connection is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled([...this.#open].map(({ settled }) => settled));
    await this.#parts.producer.close(true);
  }

  #admit(records: readonly StreamRecord[], append: PendingAppend): void {
    let isFull = false;
    for (const [index, record] of records.entries()) {
      const key = Buffer.from(record.key);
      const bytes = recordBytes(key, record.value);
      // after the first record without room none may enter: a later one would overtake it
      isFull ||= this.#pending.value + bytes > this.#parts.settings.maxPendingBytes;
      const error = this.#refusal(record, isFull);
      if (error) {
        append.settle(index, { ok: false, error });
        continue;
      }
      const { buffer, byteOffset, byteLength } = record.value;
      const value = Buffer.from(buffer, byteOffset, byteLength);
      const partition = this.#partitions[partitionOf(key, this.#partitions.length)];
      partition?.queue.add({ append, index, key, value, bytes });
      partition?.start();
    }
  }

  #refusal(record: StreamRecord, isFull: boolean): SolarmonError | undefined {
    if (this.#isClosed) return new SolarmonError("unavailable", "the stream is closed");
    return unfit(record, this.#room) ?? (isFull ? noRoom() : undefined);
  }

  /** What is on its way cannot be called off any more. */
  #withdraw(append: PendingAppend): void {
    if (append.isTaken) return;
    for (const { queue } of this.#partitions) queue.drop(append);
    append.callOff(new SolarmonError("cancelled", "the append was called off before it was sent"));
  }

  /** One partition a request: the client cannot divide a request anew when leaders change. */
  async #send(partition: number, batch: readonly PendingRecord[]): Promise<bigint> {
    const { producer, settings } = this.#parts;
    const { topic, compression } = settings;
    const messages = batch.map(({ key, value, headers }) => ({
      topic,
      key,
      value,
      partition,
      ...(headers ? { headers } : {}),
    }));
    const { offsets } = await producer.send({ messages, compression });
    const offset = offsets?.find((one) => one.partition === partition)?.offset ?? -1n;
    if (offset < 0n) throw new SolarmonError("unavailable", `no word from partition ${partition}`);
    return offset;
  }
}
