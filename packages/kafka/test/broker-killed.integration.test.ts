import { openKafkaStream } from "@solarmon/kafka";
import { expect, test } from "vitest";
import { missingOwnKafka, startKafka } from "../../../scripts/services/kafka.ts";
import { eventually, hasAll } from "./support/kafka-help.ts";
import { Load } from "./support/load.ts";
import { Worker } from "./support/worker.ts";

test.skipIf(missingOwnKafka())(
  "a broker that is killed under load loses nothing, and both sides go on by themselves",
  { timeout: 180_000 },
  async () => {
    await using kafka = await startKafka();
    const warnings: string[] = [];
    await using stream = await openKafkaStream({
      brokers: [kafka.brokers],
      createTopic: { partitions: 4 },
      sessionTimeoutMs: 3_000,
      deliveryTimeoutMs: 1_000,
      onWarning: ({ message }) => warnings.push(message),
    });
    const worker = new Worker(stream, "processor");
    const load = new Load(stream);
    for (let kill = 1; kill <= 2; kill++) {
      const before = load.acknowledged.size;
      await eventually("records before the kill", () => load.acknowledged.size > before + 500);
      await kafka.kill();
      await eventually("refusals while it is away", () => load.refusals > kill * 6);
      await kafka.start();
    }
    const before = load.acknowledged.size;
    await eventually("records after the last start", () => load.acknowledged.size > before + 500);
    await load.stop();
    await eventually("every acknowledged record", () => hasAll(worker.done, load.acknowledged));
    await eventually("a backlog of none", async () => (await stream.backlog("processor")) === 0);
    await worker.stop();
    const byKey = Map.groupBy(worker.done, (text) => text.slice(0, text.lastIndexOf(" ")));
    for (const texts of byKey.values()) expect(texts).toEqual(texts.toSorted());
    expect(warnings.length).toBeLessThan(20);
  },
);
