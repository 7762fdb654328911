import { openKafkaStream } from "@solarmon/kafka";
import { expect, test } from "vitest";
import { startProxy } from "../../../scripts/services/cuttable-proxy.ts";
import { missingOwnKafka, startKafka } from "../../../scripts/services/kafka.ts";
import { eventually, hasAll } from "./support/kafka-help.ts";
import { Load } from "./support/load.ts";
import { Worker } from "./support/worker.ts";

const DELIVERY_MS = 2_000;

test.skipIf(missingOwnKafka())(
  "a network that is cut, or loses all packets, loses no acknowledged record, and refusals come in time",
  { timeout: 180_000 },
  async () => {
    await using proxy = await startProxy();
    const properties = [`advertised.listeners=CLIENTS://127.0.0.1:${proxy.port}`];
    await using kafka = await startKafka({ properties });
    proxy.target = Number(kafka.brokers.split(":")[1]);
    await using stream = await openKafkaStream({
      brokers: [`127.0.0.1:${proxy.port}`],
      createTopic: { partitions: 2 },
      sessionTimeoutMs: 1_500,
      deliveryTimeoutMs: DELIVERY_MS,
    });
    const worker = new Worker(stream, "worker");
    const load = new Load(stream);
    for (const harm of ["cut", "stall"] as const) {
      const before = load.acknowledged.size;
      await eventually("records before", () => load.acknowledged.size > before + 300);
      const refused = load.refusals;
      proxy[harm]();
      const harmedAt = performance.now();
      await eventually("refusals meanwhile", () => load.refusals > refused);
      expect(performance.now() - harmedAt).toBeLessThan(DELIVERY_MS * 3);
      proxy.heal();
    }
    const before = load.acknowledged.size;
    await eventually("records after", () => load.acknowledged.size > before + 300);
    await load.stop();
    await eventually("every acknowledged record", () => hasAll(worker.done, load.acknowledged));
    await worker.stop();
  },
);
