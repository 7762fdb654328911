import {
  Admin,
  ConfigResourceTypes,
  IncrementalAlterConfigOperationTypes,
} from "@platformatic/kafka";
import { type KafkaStream, type KafkaStreamOptions, openKafkaStream } from "@solarmon/kafka";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kafkaService, type KafkaService, missingKafka } from "../../../scripts/services/kafka.ts";
import { freshTopic } from "./support/fresh-topic.ts";
import { allTexts, eventually, record, textOf } from "./support/kafka-help.ts";

describe.skipIf(missingKafka())("KafkaStream", () => {
  let kafka: KafkaService;
  let admin: Admin;
  beforeAll(async () => {
    kafka = await kafkaService();
    admin = new Admin({ clientId: "test", bootstrapBrokers: kafka.brokers.split(",") });
  });
  afterAll(async () => {
    await admin.close();
    await kafka[Symbol.asyncDispose]();
  });

  function open(topic: string, options: Partial<KafkaStreamOptions> = {}): Promise<KafkaStream> {
    return openKafkaStream({
      brokers: kafka.brokers.split(","),
      topic,
      groupPrefix: `${topic}.`,
      createTopic: { partitions: 1 },
      ...options,
    });
  }

  async function setConfig(topic: string, name: string, value: string): Promise<void> {
    const configOperation = IncrementalAlterConfigOperationTypes.SET;
    const configs = [{ name, configOperation, value }];
    const resources = [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic, configs }];
    await admin.incrementalAlterConfigs({ resources });
  }

  test("a record over the limit of the topic is refused before it is sent", async () => {
    await using stream = await open(freshTopic());
    const large = { key: "a", value: new Uint8Array(1_100_000) };
    const verdicts = await stream.append([record("a", "1"), large, record("a", "2")]);
    expect(verdicts.map((one) => one.ok || one.error.code)).toEqual([true, "too_large", true]);
  });

  test("a record that only the brokers refuse is refused alone", async () => {
    const topic = freshTopic();
    await using stream = await open(topic);
    await setConfig(topic, "max.message.bytes", "10000");
    const big = { key: "a", value: new Uint8Array(20_000) };
    await eventually("the new limit", async () => !(await stream.append([big]))[0]?.ok);
    const records = Array.from({ length: 40 }, (_, n) => (n === 17 ? big : record("a", `${n}`)));
    const verdicts = await stream.append(records);
    expect(verdicts.flatMap((one, n) => (one.ok ? [] : [n]))).toEqual([17]);
    const texts = (await allTexts(stream)).filter((text) => text.length < 100);
    expect(texts).toEqual(records.filter((one) => one !== big).map(textOf));
  });

  test("more than may wait is refused as rate_limited, and in order", async () => {
    await using stream = await open(freshTopic(), { maxPendingBytes: 2_000 });
    const records = Array.from({ length: 10 }, (_, n) => record("a", `${n}`.padEnd(400)));
    const verdicts = await stream.append(records);
    const taken = verdicts.filter(({ ok }) => ok).length;
    expect(taken).toBeLessThan(10);
    expect(verdicts.slice(0, taken).every(({ ok }) => ok)).toBe(true);
    expect(verdicts[taken]).toMatchObject({ error: { code: "rate_limited", retryAfterMs: 100 } });
    await expect(stream.append([record("a", "later")])).resolves.toMatchObject([{ ok: true }]);
    expect(stream.pendingBytes).toBe(0);
  });

  test("an append that is called off before it is sent leaves nothing", async () => {
    await using stream = await open(freshTopic());
    const stop = new AbortController();
    const appended = stream.append([record("a", "never")], { signal: stop.signal });
    stop.abort();
    await expect(appended).rejects.toMatchObject({ code: "cancelled" });
    await expect(allTexts(stream)).resolves.toEqual([]);
  });

  test("records that were deleted unread are told of, and reading goes on", async () => {
    const topic = freshTopic();
    const warnings: string[] = [];
    await using stream = await open(topic, { onWarning: ({ message }) => warnings.push(message) });
    for (const text of ["0", "1", "2", "3"]) await stream.append([record("a", text)]);
    for await (const batch of stream.read("slow", { follow: false })) await batch.commit("0");
    const partitions = [{ partition: 0, offset: 3n }];
    await admin.deleteRecords({ topics: [{ name: topic, partitions }] });
    const seen: string[] = [];
    for await (const { records } of stream.read("slow", { follow: false }))
      seen.push(...records.map(textOf));
    expect(seen).toEqual(["3"]);
    expect(warnings.join()).toContain(
      "2 records of partition 0 were deleted before they were read",
    );
  });

  test("a checkpoint cannot be set beside a worker that is reading", async () => {
    await using stream = await open(freshTopic());
    await stream.append([record("a", "1")]);
    const following = stream.read("busy")[Symbol.asyncIterator]();
    await following.next();
    await expect(
      (async () => {
        for await (const batch of stream.read("busy", { follow: false })) await batch.commit("0");
      })(),
    ).rejects.toMatchObject({ code: "conflict" });
    await following.return?.();
  });

  test("a backlog counts what was not committed, and a consumer can be forgotten", async () => {
    await using stream = await open(freshTopic());
    await stream.append(["1", "2", "3"].map((text) => record("a", text)));
    await expect(stream.backlog("reader")).resolves.toBe(3);
    for await (const batch of stream.read("reader", { follow: false })) await batch.commit("1");
    await expect(stream.backlog("reader")).resolves.toBe(1);
    await stream.forget("reader");
    await expect(stream.backlog("reader")).resolves.toBe(3);
  });

  test.each([
    ["position", { from: "position", shard: "0", position: "x" }, "invalid_argument"],
    ["shard", { from: "position", shard: "7", position: "0" }, "not_found"],
  ] as const)("an unknown %s is refused", async (_, start, code) => {
    await using stream = await open(freshTopic());
    const read = stream.read("a", { start, follow: false })[Symbol.asyncIterator]().next();
    await expect(read).rejects.toMatchObject({ code });
  });

  test("a topic that is missing and may not be made is not found", async () => {
    const opening = open(freshTopic(), { createTopic: false });
    await expect(opening).rejects.toMatchObject({ code: "not_found" });
  });

  test("a retention below a day is refused on making, and told of where it exists", async () => {
    const retentionMs = 3_600_000;
    const topic = freshTopic();
    const opening = open(topic, { createTopic: { retentionMs } });
    await expect(opening).rejects.toMatchObject({ code: "invalid_argument" });
    await (await open(topic))[Symbol.asyncDispose]();
    await setConfig(topic, "retention.ms", `${retentionMs}`);
    const warnings: string[] = [];
    const onWarning = ({ message }: Error): unknown => warnings.push(message);
    await (await open(topic, { onWarning }))[Symbol.asyncDispose]();
    expect(warnings.join()).toContain("set retention.ms to a day or more");
  });

  test("a slow reader holds a few fetches, not the topic", async () => {
    const fetchBytes = 1_048_576;
    await using stream = await open(freshTopic(), { fetchBytes });
    const value = new Uint8Array(100_000);
    for (let n = 0; n < 40; n++)
      await stream.append(Array.from({ length: 20 }, () => ({ key: "a", value })));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    let records = 0;
    for await (const batch of stream.read("slow", { follow: false, maxRecords: 5 })) {
      records += batch.records.length;
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(records).toBe(800);
    expect(most).toBeLessThan(40_000_000); // of 80 MB; garbage of past fetches included
  });
});
