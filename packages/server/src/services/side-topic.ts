import { DAY_MS } from "@solarmon/core";
import type { KafkaStream } from "@solarmon/kafka";
import { openKafka } from "./open-kafka.ts";
import type { KafkaService } from "./services.ts";

const DEFAULT_TOPIC = "solarmon.envelopes";

export type OnMessage = (key: string, value: Uint8Array) => void;

/**
 * Short messages between processes: a small topic beside that of the readings. They reach whoever listens then, and
 * nobody later.
 */
export class SideTopic implements AsyncDisposable {
  readonly #stream: KafkaStream;
  readonly #stop = new AbortController();
  #reading: Promise<void> = Promise.resolve();

  /**
   * Makes the topic where it is missing.
   *
   * @param suffix - behind the name of the readings' topic
   * @throws what `openKafkaStream` throws
   */
  static async open(
    service: KafkaService,
    suffix: string,
    warn: (message: string) => void,
  ): Promise<SideTopic> {
    const topic = `${service.topic ?? DEFAULT_TOPIC}.${suffix}`;
    const createTopic = { partitions: 1, retentionMs: DAY_MS };
    const told = (message: string): void => warn(`${suffix}: ${message}`);
    return new SideTopic(await openKafka(service, told, { topic, createTopic }));
  }

  private constructor(stream: KafkaStream) {
    this.#stream = stream;
  }

  /** @throws `unavailable` when the brokers do not take it */
  async tell(key: string, value: Uint8Array): Promise<void> {
    const [answer] = await this.#stream.append([{ key, value }]);
    if (answer && !answer.ok) throw answer.error;
  }

  /** Tells of every message from now on; resolves once it hears. Called once. */
  async listen(onMessage: OnMessage): Promise<void> {
    const { promise: hears, resolve, reject } = Promise.withResolvers<void>();
    this.#reading = this.#read(onMessage, resolve).catch(reject);
    await hears;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#reading;
    await this.#stream[Symbol.asyncDispose]();
  }

  async #read(onMessage: OnMessage, onHears: () => void): Promise<void> {
    const { signal } = this.#stop;
    const start = { from: "newest" } as const;
    for await (const { records } of this.#stream.read("side", { start, onShards: onHears, signal }))
      for (const { key, value } of records) onMessage(key, value);
  }
}
