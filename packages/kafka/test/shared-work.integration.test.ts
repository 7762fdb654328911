import { type KafkaStream, openKafkaStream } from "@solarmon/kafka";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kafkaService, type KafkaService, missingKafka } from "../../../scripts/services/kafka.ts";
import { freshTopic } from "./support/fresh-topic.ts";
import { eventually, record, textOf } from "./support/kafka-help.ts";

const PARTITIONS = 4;

/** One worker of the consumer `shared`, and what it was told and given. */
class Worker {
  /** Each list of shards that it was told to have. */
  readonly told: (readonly string[])[] = [];
  /** Those of them that begin at the last commit. */
  readonly fresh: (readonly string[])[] = [];
  readonly texts: string[] = [];
  /** Batches of shards that it was not told to have. */
  strays = 0;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(stream: KafkaStream) {
    this.#running = this.#work(stream);
  }

  get shards(): readonly string[] {
    return this.told.at(-1) ?? [];
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #work(stream: KafkaStream): Promise<void> {
    const { signal } = this.#stop;
    const onShards = (shards: readonly string[], fresh: readonly string[]): void => {
      this.told.push(shards);
      this.fresh.push(fresh);
    };
    for await (const batch of stream.read("shared", { signal, onShards })) {
      if (!this.shards.includes(batch.shard)) this.strays += 1;
      this.texts.push(...batch.records.map(textOf));
      const last = batch.records.at(-1);
      if (last) await batch.commit(last.position);
    }
  }
}

describe.skipIf(missingKafka())("workers of one consumer", () => {
  let kafka: KafkaService;
  beforeAll(async () => {
    kafka = await kafkaService();
  });
  afterAll(() => kafka?.[Symbol.asyncDispose]());

  function open(topic: string, warnings: Error[] = []): Promise<KafkaStream> {
    return openKafkaStream({
      brokers: kafka.brokers.split(","),
      topic,
      groupPrefix: `${topic}.`,
      createTopic: { partitions: PARTITIONS },
      sessionTimeoutMs: 6_000,
      onWarning: (warning) => warnings.push(warning),
    });
  }

  test("each is told its shards as others come and go, and all records are done", async () => {
    const topic = freshTopic();
    await using stream = await open(topic);
    await using other = await open(topic);
    const first = new Worker(stream);
    await eventually("all shards", () => first.shards.length === PARTITIONS);
    const second = new Worker(other);
    await eventually("half each", () => first.shards.length === 2 && second.shards.length === 2);
    expect(new Set([...first.shards, ...second.shards]).size).toBe(PARTITIONS);
    expect(first.fresh[0]).toEqual(first.told[0]);
    expect(first.fresh.at(-1)).toEqual([]); // what stayed goes on where it is
    const texts = Array.from({ length: 200 }, (_, n) => `${n}`);
    await stream.append(texts.map((text) => record(`plant ${text}`, text)));
    const done = (): Set<string> => new Set([...first.texts, ...second.texts]);
    await eventually("all records", () => done().size === texts.length);
    expect(second.texts.length).toBeGreaterThan(0);
    expect([first.strays, second.strays]).toEqual([0, 0]);
    await second.stop();
    await eventually("all shards again", () => first.shards.length === PARTITIONS);
    expect(first.fresh.at(-1)).toHaveLength(2);
    await first.stop();
    await expect(stream.backlog("shared")).resolves.toBe(0);
  });

  test("a commit after leaving sets the place where nobody is left, else it is dropped and told", async () => {
    const topic = freshTopic();
    const warnings: Error[] = [];
    await using stream = await open(topic, warnings);
    await using other = await open(topic);
    await stream.append([record("a", "1")]);
    const batches = stream.read("shared")[Symbol.asyncIterator]();
    const { value: batch } = await batches.next();
    await batches.return?.();
    const worker = new Worker(other);
    await eventually("the record again", () => worker.texts.includes("1"));
    await batch?.commit("0");
    expect(warnings).toMatchObject([{ code: "conflict" }]);
    await worker.stop();
    await batch?.commit("0");
    expect(warnings).toHaveLength(1);
    await expect(stream.backlog("shared")).resolves.toBe(0);
  });
});
