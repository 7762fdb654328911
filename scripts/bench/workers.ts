import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { MINUTE_MS, type StreamRecord } from "@solarmon/core";
import { type KafkaStream, openKafkaStream } from "@solarmon/kafka";
import { openDatabase } from "../chaos/services/count-stored.ts";
import { Workers } from "../chaos/services/workers.ts";
import { cpuSecondsOfChildren } from "../support/cpu-seconds.ts";
import { prepareDatabase } from "../support/prepare-database.ts";
import { type SharedServices, startSharedServices } from "../support/shared-services.ts";
import { makeFleet } from "./kafka-fleet.ts";
import type { Report } from "./report.ts";

const PARTITIONS = 12;
const MINUTES = 480;
const RUNS = 2;
const RECORDS_PER_CALL = 50;
const CALLS = 4;
const LOOK_MS = 50;
const PATIENCE_MS = 300_000;
const CONSUMER = "processor";

/** What a run took. */
interface Cost {
  readonly readingsPerSecond: number;
  /** Of workers, database, brokers and Redis together, for a million readings [s]. */
  readonly cpuSeconds: number;
}

/**
 * How fast one worker process stores what lies in Kafka, and how fast two do; best of some runs in turn. Everything runs
 * on this machine, so its processors bound the rate; the processor time tells what a second worker costs elsewhere.
 */
export async function benchWorkers(report: Report): Promise<void> {
  await using services = await startSharedServices({ partitions: PARTITIONS, isProxied: false });
  const costs: Record<1 | 2, Cost[]> = { 1: [], 2: [] };
  for (let run = 0; run < RUNS; run++)
    for (const workers of [1, 2] as const) costs[workers].push(await measure(services, workers));
  const [one, two] = [bestOf(costs[1]), bestOf(costs[2])];
  const [bench, peer] = ["workers", "one worker"];
  const rate = { bench, unit: "readings/s" };
  report({ ...rate, metric: "stored, rolled up, committed: one", value: one.readingsPerSecond });
  report({
    ...rate,
    metric: "the same by two workers",
    value: two.readingsPerSecond,
    peer,
    ratio: two.readingsPerSecond / one.readingsPerSecond,
  });
  report({
    bench,
    metric: "processor time of all for a million, two workers",
    value: two.cpuSeconds,
    unit: "s",
    peer,
    ratio: two.cpuSeconds / one.cpuSeconds,
  });
  report({ bench, metric: "processors of this machine", value: availableParallelism(), unit: "" });
}

function bestOf(costs: readonly Cost[]): Cost {
  return {
    readingsPerSecond: Math.max(...costs.map(({ readingsPerSecond }) => readingsPerSecond)),
    cpuSeconds: Math.min(...costs.map(({ cpuSeconds }) => cpuSeconds)),
  };
}

/** Each run has a database and a topic of its own. */
async function measure(services: SharedServices, workers: number): Promise<Cost> {
  const database = await prepareDatabase(services.postgres.url);
  const topic = `workers-${randomUUID()}`;
  const environment = { ...services.environment, ...database, KAFKA_TOPIC: topic };
  await using stores = await openDatabase(database);
  const fleet = await makeFleet(stores.catalog, Date.now() - MINUTES * MINUTE_MS);
  await using stream = await openKafkaStream({
    brokers: [services.kafka.brokers],
    topic,
    createTopic: { partitions: PARTITIONS },
  });
  await using processes = new Workers(environment);
  for (let worker = 0; worker < workers; worker++) await processes.add("process");
  const records = fleet.records(MINUTES);
  const warmUp = fleet.records(1).length;
  await storeAll(stream, records.slice(0, warmUp)); // so that the workers have shared the partitions out
  const [startedAt, cpuBefore] = [performance.now(), await cpuSecondsOfChildren()];
  await storeAll(stream, records.slice(warmUp));
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuSeconds = (await cpuSecondsOfChildren()) - cpuBefore;
  const readings = (records.length - warmUp) * fleet.readingsPerEnvelope;
  return { readingsPerSecond: readings / seconds, cpuSeconds: (cpuSeconds / readings) * 1e6 };
}

/** Appends the records; resolves once workers have committed them. */
async function storeAll(stream: KafkaStream, records: readonly StreamRecord[]): Promise<void> {
  await appendAll(stream, records);
  const deadlineAt = performance.now() + PATIENCE_MS;
  while ((await stream.backlog(CONSUMER)) > 0) {
    if (performance.now() > deadlineAt) throw new Error("the workers did not catch up");
    await sleep(LOOK_MS);
  }
}

async function appendAll(stream: KafkaStream, records: readonly StreamRecord[]): Promise<void> {
  let next = 0;
  const append = async (): Promise<void> => {
    while (next < records.length) {
      const call = records.slice(next, (next += RECORDS_PER_CALL));
      for (const verdict of await stream.append(call)) if (!verdict.ok) throw verdict.error;
    }
  };
  await Promise.all(Array.from({ length: CALLS }, append));
}
