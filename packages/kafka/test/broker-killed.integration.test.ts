import type { KafkaStream } from "@solarmon/kafka";
import { openKafkaStream } from "@solarmon/kafka";
import { expect, test } from "vitest";
import { missingOwnKafka, startKafka } from "../../../scripts/services/kafka.ts";
import { eventually, hasAll, textOf } from "./support/kafka-help.ts";
import { Load } from "./support/load.ts";

/** A processor: its effect is a set of texts, so that doing a record again changes nothing. */
async function processAll(
  stream: KafkaStream,
  effects: Map<string, string[]>,
  signal: AbortSignal,
): Promise<void> {
  for await (const batch of stream.read("processor", { signal })) {
    for (const record of batch.records) {
      const texts = effects.get(record.key) ?? [];
      if (!texts.includes(textOf(record))) texts.push(textOf(record));
      effects.set(record.key, texts);
    }
    const last = batch.records.at(-1);
    if (last) await batch.commit(last.position).catch(() => {}); // the broker is away: done again later
  }
}

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
    const effects = new Map<string, string[]>();
    const stop = new AbortController();
    const processing = processAll(stream, effects, stop.signal);
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
    const seen = (): Set<string> => new Set([...effects.values()].flat());
    await eventually("every acknowledged record", () => hasAll(seen(), load.acknowledged));
    await eventually("a backlog of none", async () => (await stream.backlog("processor")) === 0);
    stop.abort();
    await processing;
    for (const texts of effects.values()) expect(texts).toEqual(texts.toSorted());
    expect(warnings.length).toBeLessThan(20);
  },
);
