import { setTimeout as pass } from "node:timers/promises";
import { type KafkaStream, openKafkaStream } from "@solarmon/kafka";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kafkaService, type KafkaService, missingKafka } from "../../../scripts/services/kafka.ts";
import { freshTopic } from "./support/fresh-topic.ts";
import { allTexts, eventually, record, textOf } from "./support/kafka-help.ts";

/** A worker that notes each record as often as it is given. */
class CountingWorker {
  readonly texts: string[] = [];
  /** How many records it had when a shard was told to begin anew. */
  readonly beganAnewAfter: number[] = [];
  readonly #stop = new AbortController();
  readonly #working: Promise<void>;

  /** @param gate - what it waits for before each batch is done */
  constructor(stream: KafkaStream, maxRecords = 7, gate?: (done: number) => Promise<unknown>) {
    this.#working = this.#work(stream, maxRecords, gate);
  }

  timesOf(text: string): number {
    return this.texts.filter((one) => one === text).length;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  async #work(
    stream: KafkaStream,
    maxRecords: number,
    gate?: (done: number) => Promise<unknown>,
  ): Promise<void> {
    const onShards = (_: readonly string[], fresh: readonly string[]): void => {
      if (fresh.length > 0) this.beganAnewAfter.push(this.texts.length);
    };
    const { signal } = this.#stop;
    for await (const batch of stream.read("workers", { signal, maxRecords, onShards })) {
      await gate?.(this.texts.length);
      this.texts.push(...batch.records.map(textOf));
      const last = batch.records.at(-1);
      if (last) await batch.commit(last.position);
    }
  }
}

function stoppable(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}

function numbered(what: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${what} ${n}`);
}

async function append(stream: KafkaStream, texts: readonly string[]): Promise<void> {
  const verdicts = await stream.append(texts.map((text) => record(`plant of ${text}`, text)));
  for (const verdict of verdicts) expect(verdict).toMatchObject({ ok: true });
}

/** Appends old records, lets some time pass, appends young ones; a time between the two. */
async function appendOldAndYoung(stream: KafkaStream): Promise<number> {
  await append(stream, numbered("old", 20));
  await pass(20);
  const between = Date.now();
  await pass(20);
  await append(stream, numbered("young", 40));
  return between;
}

describe.skipIf(missingKafka())("going back to a time", () => {
  let kafka: KafkaService;
  beforeAll(async () => {
    kafka = await kafkaService();
  });
  afterAll(() => kafka?.[Symbol.asyncDispose]());

  function open(topic: string): Promise<KafkaStream> {
    return openKafkaStream({
      brokers: kafka.brokers.split(","),
      topic,
      groupPrefix: `${topic}.`,
      createTopic: { partitions: 3 },
      sessionTimeoutMs: 6_000,
    });
  }

  test("a running worker does again what was appended since, once, and then what is new", async () => {
    await using stream = await open(freshTopic());
    const between = await appendOldAndYoung(stream);
    const worker = new CountingWorker(stream);
    await eventually("all", async () => (await stream.backlog("workers")) === 0);
    const rewind = await stream.rewind("workers", between);
    expect(rewind.records).toBe(40);
    await append(stream, numbered("new", 10));
    await eventually("all again", async () => (await rewind.done()) === 40);
    await eventually("nothing left", async () => (await stream.backlog("workers")) === 0);
    expect(worker.beganAnewAfter.filter((records) => records >= 60)).not.toHaveLength(0);
    for (const text of numbered("old", 20)) expect(worker.timesOf(text)).toBe(1);
    for (const text of numbered("young", 40)) expect(worker.timesOf(text)).toBe(2);
    for (const text of numbered("new", 10)) expect(worker.timesOf(text)).toBe(1);
    await worker.stop();
    const later = new CountingWorker(stream);
    await append(stream, ["last"]);
    await eventually("the last", () => later.texts.includes("last"));
    expect(later.texts).toEqual(["last"]);
    await later.stop();
  });

  test("leaves no backlog when nothing new follows, and reaches no consumer as a record", async () => {
    await using stream = await open(freshTopic());
    await append(stream, numbered("young", 5));
    const worker = new CountingWorker(stream);
    await eventually("all", async () => (await stream.backlog("workers")) === 0);
    const rewind = await stream.rewind("workers", 0);
    await eventually("all again", async () => (await rewind.done()) === rewind.records);
    await eventually("nothing left", async () => (await stream.backlog("workers")) === 0);
    expect(worker.texts).toHaveLength(10);
    await worker.stop();
    expect((await allTexts(stream)).toSorted()).toEqual(numbered("young", 5));
  });

  test("waits in the stream for workers that start later, and for one consumer only", async () => {
    await using stream = await open(freshTopic());
    const between = await appendOldAndYoung(stream);
    const first = new CountingWorker(stream);
    await eventually("all", async () => (await stream.backlog("workers")) === 0);
    await first.stop();
    const rewind = await stream.rewind("workers", between);
    await expect(rewind.done()).resolves.toBe(0);
    const others: string[] = [];
    for await (const { records } of stream.read("others", { follow: false }))
      others.push(...records.map(textOf));
    expect(others).toHaveLength(60);
    const second = new CountingWorker(stream);
    await eventually("all again", async () => (await rewind.done()) === rewind.records);
    expect(second.texts.toSorted()).toEqual(numbered("young", 40).toSorted());
    await second.stop();
  });

  test("a worker that takes over on the way does the rest: nothing is left out", async () => {
    await using stream = await open(freshTopic());
    await append(stream, numbered("young", 300));
    const first = new CountingWorker(stream, 1);
    await eventually("all", async () => (await stream.backlog("workers")) === 0);
    const rewind = await stream.rewind("workers", 0);
    await eventually("on the way", () => first.texts.length > 330);
    await first.stop();
    const second = new CountingWorker(stream);
    await eventually("all again", async () => (await rewind.done()) === rewind.records);
    await second.stop();
    const again = new Set([...first.texts.slice(300), ...second.texts]);
    expect(again.size).toBe(300);
  });

  test("workers that come on the way share what is left, and nothing is left out", async () => {
    const topic = freshTopic();
    await using stream = await open(topic);
    await using other = await open(topic);
    const texts = numbered("young", 3_000);
    await append(stream, texts);
    const { promise: secondIsIn, resolve: letFirstGoOn } = Promise.withResolvers<void>();
    const gate = async (done: number): Promise<void> => {
      if (done > 3_200) await secondIsIn;
    };
    const first = new CountingWorker(stream, 1, gate);
    await eventually("all", async () => (await stream.backlog("workers")) === 0, 60_000);
    const rewind = await stream.rewind("workers", 0);
    await eventually("on the way", () => first.texts.length > 3_200);
    const second = new CountingWorker(other, 50);
    await eventually("its share", () => second.texts.length > 0);
    letFirstGoOn();
    await eventually("all again", async () => (await rewind.done()) === rewind.records, 60_000);
    await eventually("nothing left", async () => (await stream.backlog("workers")) === 0);
    for (const text of texts)
      expect(first.timesOf(text) + second.timesOf(text)).toBeGreaterThanOrEqual(2);
    await Promise.all([first.stop(), second.stop()]);
  });

  test("begins anew at the last commit where that lies before the time: what was not committed is done again", async () => {
    await using stream = await open(freshTopic());
    const given: string[] = [];
    let isCommitting = false;
    const { signal, stop } = stoppable();
    const working = (async () => {
      for await (const batch of stream.read("workers", { signal })) {
        given.push(...batch.records.map(textOf));
        const last = batch.records.at(-1);
        if (isCommitting && last) await batch.commit(last.position);
      }
    })();
    const young = numbered("young", 4);
    await stream.append(young.map((text) => record("plant", text)));
    await pass(20);
    const later = Date.now();
    await pass(20);
    await stream.append([record("plant", "later")]);
    await eventually("all given", () => given.length === 5);
    isCommitting = true;
    const rewind = await stream.rewind("workers", later);
    await eventually("all again", async () => (await rewind.done()) === rewind.records);
    expect(given).toEqual([...young, "later", ...young, "later"]);
    stop();
    await working;
  });

  test("has nothing to do where nothing was appended since", async () => {
    await using stream = await open(freshTopic());
    await append(stream, ["old"]);
    const rewind = await stream.rewind("workers", Date.now() + 60_000);
    expect([rewind.records, await rewind.done()]).toEqual([0, 0]);
  });
});
