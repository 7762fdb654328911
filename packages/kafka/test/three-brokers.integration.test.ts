import { Admin } from "@platformatic/kafka";
import { openKafkaStream } from "@solarmon/kafka";
import { expect, test } from "vitest";
import { missingOwnKafka, startKafka } from "../../../scripts/services/kafka.ts";
import { allTexts, eventually, hasAll } from "./support/kafka-help.ts";
import { Load } from "./support/load.ts";
import { Worker } from "./support/worker.ts";

async function hasWholeCopies(admin: Admin): Promise<boolean> {
  const topic = "solarmon.envelopes";
  const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true });
  return topics.get(topic)?.partitions.every(({ isr }) => isr.length === 3) ?? false;
}

test.skipIf(missingOwnKafka())(
  "of three brokers one can be killed at a time: nothing is lost, and nothing stands still for long",
  { timeout: 240_000 },
  async () => {
    await using kafka = await startKafka({ brokers: 3 });
    const brokers = kafka.brokers.split(",");
    await using stream = await openKafkaStream({
      brokers,
      createTopic: { partitions: 6 },
      sessionTimeoutMs: 3_000,
    });
    const admin = new Admin({ clientId: "test", bootstrapBrokers: brokers });
    const worker = new Worker(stream, "worker");
    const load = new Load(stream);
    for (const broker of [0, 1, 2]) {
      await kafka.kill(broker);
      const [taken, worked] = [load.acknowledged.size, worker.done.size];
      await eventually("records are taken without it", () => load.acknowledged.size > taken + 500);
      await eventually("records are done without it", () => worker.done.size > worked + 500);
      await kafka.start(broker);
      await eventually("whole copies, before the next one goes", () => hasWholeCopies(admin));
    }
    await load.stop();
    await eventually("every acknowledged record", () => hasAll(worker.done, load.acknowledged));
    await worker.stop();
    await admin.close();
    expect(hasAll(new Set(await allTexts(stream)), load.acknowledged)).toBe(true);
    expect(load.refusals).toBe(0);
  },
);
