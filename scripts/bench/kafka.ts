import { randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  decodeEnvelope,
  type StreamReader,
  type StreamRecord,
  type StreamWriter,
  systemClock,
} from "@solarmon/core";
import { MemoryLatestCache, MemoryLiveBus } from "@solarmon/core/memory";
import { openSegmentLog, openTenantStores } from "@solarmon/embedded";
import { createProcessor, runProcessor } from "@solarmon/ingest";
import { openKafkaStream } from "@solarmon/kafka";
import { kafkaService } from "../services/kafka.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { appendAll } from "./append-all.ts";
import { type BenchFleet, makeFleet } from "./kafka-fleet.ts";
import type { Report } from "./report.ts";

const RUNS = 3;
const MINUTES = 200;
const PEER = "the segment log, fsynced";

type Stream = StreamWriter & StreamReader;

/** Readings per second of each part of the way. */
interface Rates {
  readonly acknowledged: number;
  readonly decoded: number;
  readonly stored: number;
}

/** The way of readings through Kafka, beside the same way through the segment log. */
export async function benchKafka(report: Report): Promise<void> {
  await using kafka = await kafkaService();
  const fleet = await makeFleet();
  const records = fleet.records(MINUTES);
  let best: Rates = { acknowledged: 0, decoded: 0, stored: 0 };
  let peer = best;
  for (let run = 0; run < RUNS; run++) {
    const brokers = kafka.brokers.split(",");
    const topic = (): Promise<Stream> => {
      const name = `solarmon-bench-${randomUUID()}`;
      return openKafkaStream({ brokers, topic: name, groupPrefix: `${name}.` });
    };
    best = better(best, await measure(topic, fleet, records));
    await using folder = await temporaryFolder();
    const log = (): Promise<Stream> => openSegmentLog({ dir: join(folder.path, randomUUID()) });
    peer = better(peer, await measure(log, fleet, records));
  }
  const metrics = {
    acknowledged: "appended and acknowledged",
    decoded: "read and decoded",
    stored: "appended, stored, rolled up and committed, one process",
  } as const;
  for (const key of ["acknowledged", "decoded", "stored"] as const)
    report({
      bench: "kafka",
      metric: metrics[key],
      value: best[key],
      unit: "readings/s",
      peer: PEER,
      ratio: best[key] / peer[key],
    });
}

function better(one: Rates, other: Rates): Rates {
  return {
    acknowledged: Math.max(one.acknowledged, other.acknowledged),
    decoded: Math.max(one.decoded, other.decoded),
    stored: Math.max(one.stored, other.stored),
  };
}

async function measure(
  open: () => Promise<Stream>,
  fleet: BenchFleet,
  records: readonly StreamRecord[],
): Promise<Rates> {
  const readings = records.length * fleet.readingsPerEnvelope;
  const perSecond = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return (readings / (performance.now() - startedAt)) * 1_000;
  };
  await using stream = await open();
  const acknowledged = await perSecond(() => appendAll(stream, records));
  const decoded = await perSecond(() => decodeAll(stream));
  await using other = await open();
  const stored = await perSecond(() =>
    Promise.all([storeAll(other, fleet, records.length), appendAll(other, records)]),
  );
  return { acknowledged, decoded, stored };
}

async function decodeAll(stream: Stream): Promise<number> {
  let readings = 0;
  for await (const batch of stream.read("decoder", { follow: false })) {
    for (const { value } of batch.records) readings += decodeEnvelope(value).readings.length;
    const last = batch.records.at(-1);
    if (last) await batch.commit(last.position);
  }
  return readings;
}

/** Everything that is appended from now on, until all of it is stored, rolled up and committed. */
async function storeAll(stream: Stream, fleet: BenchFleet, count: number): Promise<void> {
  await using folder = await temporaryFolder();
  await using stores = await openTenantStores({ dir: folder.path });
  const { readings, rollups } = stores;
  const parts = { latest: new MemoryLatestCache(), live: new MemoryLiveBus(), clock: systemClock };
  const processor = createProcessor({ readings, rollups, catalog: fleet.catalog, ...parts });
  const done = new AbortController();
  await runProcessor({
    reader: stream,
    processor,
    consumer: "processor",
    setAside: (_, error) => Promise.reject(error),
    onProgress: ({ records }) => {
      if (records >= count) done.abort();
    },
    signal: done.signal,
  });
}
