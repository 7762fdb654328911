import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { MINUTE_MS } from "@solarmon/core";
import { type KafkaStream, openKafkaStream } from "@solarmon/kafka";
import { openDatabase } from "../../chaos/services/count-stored.ts";
import { Workers } from "../../chaos/services/workers.ts";
import { cpuSecondsOfChildren } from "../../support/cpu-seconds.ts";
import { prepareDatabase } from "../../support/prepare-database.ts";
import { holdToShare } from "../../support/processor-share.ts";
import type { SharedServices } from "../../support/shared-services.ts";
import { appendAll } from "../append-all.ts";
import { makeFleet } from "../kafka-fleet.ts";

/** Many, so that each worker gets about as many of them. */
const PLANTS = 200;
const MINUTES = 480;
const WARM_UP_MINUTES = 30;
const LOOK_MS = 100;
const PATIENCE_MS = 300_000;
const CONSUMER = "processor";

/** Under what a run is made. */
export interface Circumstances {
  readonly services: SharedServices;
  readonly partitions: number;
  readonly workers: number;
  /** Of a processor, for each worker; `null`: whatever the machine gives. */
  readonly share: number | null;
}

/** What a run took. */
export interface WorkersCost {
  readonly readingsPerSecond: number;
  /** Of workers, database, brokers and Redis together, for a million readings [s]. */
  readonly cpuSeconds: number;
}

/**
 * How fast worker processes store, roll up and commit what lies in Kafka: they are frozen while it is appended, so that
 * the load takes nothing from them. Each run has a database and a topic of its own.
 */
export async function measureWorkers(circumstances: Circumstances): Promise<WorkersCost> {
  const { services, partitions, workers, share } = circumstances;
  const database = await prepareDatabase(services.postgres.url);
  const topic = `workers-${randomUUID()}`;
  await using stores = await openDatabase(database);
  const fleet = await makeFleet({
    catalog: stores.catalog,
    startAt: Date.now() - MINUTES * MINUTE_MS,
    plantCount: PLANTS,
  });
  const brokers = [services.kafka.brokers];
  await using stream = await openKafkaStream({ brokers, topic, createTopic: { partitions } });
  await using shares = new AsyncDisposableStack();
  await using processes = new Workers({ ...services.environment, ...database, KAFKA_TOPIC: topic });
  for (let worker = 0; worker < workers; worker++) {
    const { pid } = await processes.add("process");
    if (share !== null) shares.use(await holdToShare(pid, share));
  }
  const records = fleet.records(MINUTES);
  const warmUp = fleet.records(WARM_UP_MINUTES).length;
  await appendAll(stream, records.slice(0, warmUp));
  await stored(stream); // the workers have shared the partitions out and are warm
  processes.signal("SIGSTOP");
  await appendAll(stream, records.slice(warmUp));
  processes.signal("SIGCONT");
  return await costOf(stream, (records.length - warmUp) * fleet.readingsPerEnvelope);
}

/** From now until the workers have committed all there is. */
async function costOf(stream: KafkaStream, readings: number): Promise<WorkersCost> {
  const [startedAt, cpuBefore] = [performance.now(), await cpuSecondsOfChildren()];
  await stored(stream);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuSeconds = (await cpuSecondsOfChildren()) - cpuBefore;
  return { readingsPerSecond: readings / seconds, cpuSeconds: (cpuSeconds / readings) * 1e6 };
}

/** Resolves once workers have committed all records. */
async function stored(stream: KafkaStream): Promise<void> {
  const deadlineAt = performance.now() + PATIENCE_MS;
  while ((await stream.backlog(CONSUMER)) > 0) {
    if (performance.now() > deadlineAt) throw new Error("the workers did not catch up");
    await sleep(LOOK_MS);
  }
}
