import type { Admin } from "@platformatic/kafka";
import type {
  CallOptions,
  Instant,
  ReadOptions,
  StreamBatch,
  StreamPosition,
  StreamReader,
  StreamRecord,
  StreamVerdict,
  StreamWriter,
} from "@solarmon/core";
import { checkTopic } from "./check-topic.ts";
import type { KafkaReader } from "./reader/kafka-reader.ts";
import { requestRewind, type Rewind } from "./rewind/request-rewind.ts";
import type { TopicFacts } from "./topic.ts";
import type { KafkaWriter } from "./writer/kafka-writer.ts";

/** A stream in a topic of Kafka. A shard is a partition, a position is an offset. */
export interface KafkaStream extends StreamWriter, StreamReader {
  /** Bytes of records that wait for the brokers. */
  readonly pendingBytes: number;
  /** Partitions of the topic when it was opened. */
  readonly partitions: number;
  /** Records that were appended and not yet committed by the consumer. */
  backlog(consumer: string): Promise<number>;
  /** Whether the consumer has committed these records, each the last one of its shard that matters. */
  hasCommitted(consumer: string, places: ReadonlyMap<string, StreamPosition>): Promise<boolean>;
  /**
   * Asks the brokers whether every partition takes records now.
   *
   * @throws `unavailable` when none answers, or saying what partitions lack · `not_found` when the topic is gone
   */
  check(): Promise<void>;
  /**
   * Lets a consumer do again what was appended at `at` or later. Its workers go back when they come to where the stream
   * ends now, be they running or started later; what comes in meanwhile waits its turn. Each partition goes back for
   * itself; a worker that dies on the way begins at its last commit, and goes back once more. Durable when it resolves.
   *
   * @throws `unavailable` when the brokers take no mark
   */
  rewind(consumer: string, at: Instant): Promise<Rewind>;
  /** Removes a consumer's checkpoint. @throws `conflict` while a worker reads for it */
  forget(consumer: string): Promise<void>;
}

interface KafkaStreamParts {
  readonly admin: Admin;
  readonly writer: KafkaWriter;
  readonly reader: KafkaReader;
  readonly topic: string;
  readonly facts: TopicFacts;
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
    return this.#parts.facts.partitions;
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

  hasCommitted(consumer: string, places: ReadonlyMap<string, StreamPosition>): Promise<boolean> {
    return this.#parts.reader.hasCommitted(consumer, places);
  }

  check(): Promise<void> {
    const { admin, topic, facts } = this.#parts;
    return checkTopic(admin, topic, facts);
  }

  forget(consumer: string): Promise<void> {
    return this.#parts.reader.forget(consumer);
  }

  rewind(consumer: string, at: Instant): Promise<Rewind> {
    const { reader, writer } = this.#parts;
    const committed = reader.groupOffsets(consumer);
    return requestRewind({ offsets: reader.offsets, writer, committed }, at);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { admin, reader, writer } = this.#parts;
    await reader[Symbol.asyncDispose]();
    await writer[Symbol.asyncDispose]();
    await admin.close();
  }
}
