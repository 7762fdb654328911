import { testStream } from "@solarmon/core/testing";
import { type KafkaStream, openKafkaStream } from "@solarmon/kafka";
import { afterAll, beforeAll, describe } from "vitest";
import { kafkaService, type KafkaService, missingKafka } from "../../../scripts/services/kafka.ts";
import { freshTopic } from "./support/fresh-topic.ts";

describe.skipIf(missingKafka())("on a real broker", () => {
  let kafka: KafkaService;
  beforeAll(async () => {
    kafka = await kafkaService();
  });
  afterAll(() => kafka[Symbol.asyncDispose]());

  const names = new WeakMap<object, string>();

  async function open(topic: string, partitions: number) {
    const stream: KafkaStream = await openKafkaStream({
      brokers: kafka.brokers.split(","),
      topic,
      createTopic: { partitions },
      groupPrefix: `${topic}.`,
    });
    const subject = { writer: stream, reader: stream };
    names.set(subject, topic);
    return subject;
  }

  for (const partitions of [1, 4])
    testStream(`KafkaStream of ${partitions} partitions`, {
      create: () => open(freshTopic(), partitions),
      restart: async (subject) => {
        await subject.writer[Symbol.asyncDispose]();
        return open(names.get(subject) ?? "", partitions);
      },
      patienceMs: 20_000,
    });
});
