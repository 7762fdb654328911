// Run by workers-killed.integration.test.ts: a worker of the consumer `workers` that tells the parent, line by line,
// what it has done, and commits after that. Usage: node work-until-killed.ts BROKERS TOPIC
import { writeSync } from "node:fs";
import { openKafkaStream } from "@solarmon/kafka";
import { textOf } from "./kafka-help.ts";

const [brokers = "", topic = ""] = process.argv.slice(2);
const stream = await openKafkaStream({
  brokers: brokers.split(","),
  topic,
  groupPrefix: `${topic}.`,
  sessionTimeoutMs: 2_000,
});
for await (const batch of stream.read("workers")) {
  writeSync(1, batch.records.map((record) => `${batch.shard} ${textOf(record)}\n`).join(""));
  const last = batch.records.at(-1);
  if (last) await batch.commit(last.position);
}
