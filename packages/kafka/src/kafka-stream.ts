import type { Admin } from "@platformatic/kafka";
import type {
  CallOptions,
  ReadOptions,
  StreamBatch,
  StreamReader,
  StreamRecord,
  StreamVerdict,
  StreamWriter,
} from "@solarmon/core";
import type { KafkaReader } from "./reader/kafka-reader.ts";
import type { KafkaWriter } from "./writer/kafka-writer.ts";

/** A stream in a topic of Kafka. A shard is a partition, a position is an offset. */
export interface KafkaStream extends StreamWriter, StreamReader {
  /** Bytes of records that wait for the brokers. */
  readonly pendingBytes: number;
  /** Partitions of the topic when it was opened. */
  readonly partitions: number;
  /** Records that were appended and not yet committed by the consumer. */
  backlog(consumer: string): Promise<number>;
  /** Removes a consumer's checkpoint. @throws `conflict` while a worker reads for it */
  forget(consumer: string): Promise<void>;
}

interface KafkaStreamParts {
  readonly admin: Admin;
  readonly writer: KafkaWriter;
  readonly reader: KafkaReader;
  readonly partitions: number;
}

/** {@link KafkaStream} put together from its parts. */
export class OpenKafkaStream implements KafkaStream {
  readonly #parts: KafkaStreamParts;

  constructor(parts: KafkaStreamParts) {
    this.#parts = parts;
  }

  get pendingBytes(): number {
    return this.#parts.writer.pendingBytes;
  }

  get partitions(): number {
    return this.#parts.partitions;
  }

  append(
    records: readonly StreamRecord[],
    options?: CallOptions,
  ): Promise<readonly StreamVerdict[]> {
    return this.#parts.writer.append(records, options);
  }

  read(consumer: string, options?: ReadOptions): AsyncIterable<StreamBatch> {
    return this.#parts.reader.read(consumer, options);
  }

  backlog(consumer: string): Promise<number> {
    return this.#parts.reader.backlog(consumer);
  }

  forget(consumer: string): Promise<void> {
    return this.#parts.reader.forget(consumer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { admin, reader, writer } = this.#parts;
    await reader[Symbol.asyncDispose]();
    await writer[Symbol.asyncDispose]();
    await admin.close();
  }
}
