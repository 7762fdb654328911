import type { Producer } from "@platformatic/kafka";
import {
  type CallOptions,
  SolarmonError,
  type SolarmonErrorCode,
  type StreamRecord,
  type StreamVerdict,
  type StreamWriter,
  throwIfCancelled,
} from "@solarmon/core";
import { toKafkaError } from "../kafka-error.ts";
import type { KafkaSettings } from "../kafka-options.ts";
import type { TopicFacts } from "../topic.ts";
import { batchRoom, noRoom, partitionOf, recordBytes, unfit } from "./admit.ts";
import { PendingAppend, type PendingRecord } from "./pending-append.ts";
import { RecordQueue } from "./record-queue.ts";

/** Errors of a whole group that one record may have brought on it. */
const BLAMES_A_RECORD: ReadonlySet<SolarmonErrorCode> = new Set(["too_large", "refused"]);

export interface KafkaWriterParts {
  readonly makeProducer: () => Producer;
  readonly settings: KafkaSettings;
  readonly facts: TopicFacts;
}

/**
 * Group commit over the network: while one group of records is on its way, all that arrives meanwhile forms the next
 * one. One group in flight is what keeps order when a request has to be repeated.
 */
export class KafkaWriter implements StreamWriter {
  readonly #parts: KafkaWriterParts;
  readonly #room: number;
  readonly #queue = new RecordQueue();
  #producer: Producer | undefined;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(parts: KafkaWriterParts) {
    this.#parts = parts;
    this.#room = batchRoom(parts.facts.maxBatchBytes);
  }

  /** Bytes of records that wait for their verdicts. */
  get pendingBytes(): number {
    return this.#queue.pendingBytes;
  }

  async append(
    records: readonly StreamRecord[],
    options: CallOptions = {},
  ): Promise<readonly StreamVerdict[]> {
    throwIfCancelled(options);
    const append = new PendingAppend(records, Date.now() + this.#parts.settings.deliveryTimeoutMs);
    this.#admit(records, append);
    const withdraw = (): void => this.#queue.withdraw(append);
    options.signal?.addEventListener("abort", withdraw, { once: true });
    this.#running ??= this.#run();
    try {
      return await append.settled;
    } finally {
      options.signal?.removeEventListener("abort", withdraw);
    }
  }

  /** Refuses new appends; resolves when the waiting ones have their verdicts and the connection is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#running;
    await this.#producer?.close(true);
  }

  #admit(records: readonly StreamRecord[], append: PendingAppend): void {
    let isFull = false;
    for (const [index, record] of records.entries()) {
      const key = Buffer.from(record.key);
      const bytes = recordBytes(key, record.value);
      // after the first record without room none may enter: a later one would overtake it
      isFull ||= this.#queue.pendingBytes + bytes > this.#parts.settings.maxPendingBytes;
      const error = this.#refusal(record, isFull);
      if (error) {
        append.settle(index, { ok: false, error });
        continue;
      }
      const { buffer, byteOffset, byteLength } = record.value;
      const value = Buffer.from(buffer, byteOffset, byteLength);
      const partition = partitionOf(key, this.#parts.facts.partitions);
      this.#queue.add({ append, index, key, value, partition, bytes });
    }
  }

  #refusal(record: StreamRecord, isFull: boolean): SolarmonError | undefined {
    if (this.#isClosed) return new SolarmonError("unavailable", "the stream is closed");
    return unfit(record, this.#room) ?? (isFull ? noRoom() : undefined);
  }

  async #run(): Promise<void> {
    // all that arrives in this turn of the event loop shares the first group
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.#queue.isEmpty) await this.#deliver(this.#queue.take(this.#room));
    this.#running = undefined;
  }

  /** Sends the group; one that is refused as a whole is halved until the record that is to blame stands alone. */
  async #deliver(group: readonly PendingRecord[]): Promise<void> {
    try {
      const offsets = await this.#send(group);
      for (const record of group) this.#queue.settle(record, placeOf(record, offsets));
    } catch (thrown) {
      const error = toKafkaError(thrown, "the brokers did not take the records");
      const middle = group.length >>> 1;
      if (middle > 0 && BLAMES_A_RECORD.has(error.code)) {
        await this.#deliver(group.slice(0, middle));
        await this.#deliver(group.slice(middle));
        return;
      }
      for (const record of group) this.#queue.settle(record, { ok: false, error });
      if (error.isRetryable) this.#queue.expire(Date.now(), error);
    }
  }

  /** Next offset by partition, to be counted up record by record. */
  async #send(group: readonly PendingRecord[]): Promise<Map<number, bigint>> {
    const { makeProducer, settings } = this.#parts;
    const { topic, compression } = settings;
    const messages = group.map(({ key, value, partition }) => ({ topic, key, value, partition }));
    const producer = (this.#producer ??= makeProducer());
    const expiresAt = group.at(-1)?.append.expiresAt ?? 0;
    const sent = producer.send({ messages, compression });
    const { offsets = [] } = await before(expiresAt, sent, () => this.#giveUp(producer));
    return new Map(offsets.map(({ partition, offset }) => [partition, offset]));
  }

  /** The client tries on and on; one that is closed does not. The next group begins with a new one. */
  #giveUp(producer: Producer): void {
    this.#producer = undefined;
    producer.close(true).catch(() => {}); // the brokers are away, it has nobody to say goodbye to
  }
}

async function before<Result>(
  expiresAt: number,
  work: Promise<Result>,
  giveUp: () => void,
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new SolarmonError("unavailable", "the brokers did not answer in time"));
    giveUp();
  }, expiresAt - Date.now());
  work.catch(() => {}); // it fails when it is given up
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function placeOf({ partition }: PendingRecord, offsets: Map<number, bigint>): StreamVerdict {
  const offset = offsets.get(partition);
  if (offset === undefined || offset < 0n) {
    const error = new SolarmonError("unavailable", `no word from partition ${partition}`);
    return { ok: false, error };
  }
  offsets.set(partition, offset + 1n);
  return { ok: true, shard: String(partition), position: String(offset) };
}
