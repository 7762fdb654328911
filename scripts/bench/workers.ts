import { availableParallelism } from "node:os";
import { canHoldToShare } from "../support/processor-share.ts";
import { type SharedServices, startSharedServices } from "../support/shared-services.ts";
import { median } from "../support/statistics.ts";
import type { Report } from "./report.ts";
import { measureWorkers, type WorkersCost } from "./workers/measure-workers.ts";

const PARTITIONS = 12;
const RUNS = 3;
/** Of a processor: so small that two workers leave brokers and database of a small machine what they need. */
const SHARE = 0.25;

/**
 * How fast one worker process stores what lies in Kafka, and how fast two do; medians of runs in turn. Everything runs
 * on this machine: left alone, one worker with brokers and database may use most of it already, and a second one can
 * bring no more than what is left. Workers held to a share of a processor, as small machines of their own would hold
 * them, show what a second one is worth.
 */
export async function benchWorkers(report: Report): Promise<void> {
  const processors = { bench: "workers", metric: "processors of this machine", unit: "" };
  report({ ...processors, value: availableParallelism() });
  await using services = await startSharedServices({ partitions: PARTITIONS, isProxied: false });
  await comparePair(services, null, report);
  if (await canHoldToShare()) await comparePair(services, SHARE, report);
}

async function comparePair(
  services: SharedServices,
  share: number | null,
  report: Report,
): Promise<void> {
  const costs: Record<1 | 2, WorkersCost[]> = { 1: [], 2: [] };
  for (let run = 0; run < RUNS; run++)
    for (const workers of [1, 2] as const)
      costs[workers].push(
        await measureWorkers({ services, partitions: PARTITIONS, workers, share }),
      );
  const each = share === null ? "" : `, each held to ${share} of a processor`;
  reportPair(medianOf(costs[1]), medianOf(costs[2]), each, report);
}

function reportPair(one: WorkersCost, two: WorkersCost, each: string, report: Report): void {
  const [bench, peer] = ["workers", "one worker"];
  report({
    bench,
    metric: `stored, rolled up, committed: one${each}`,
    value: one.readingsPerSecond,
    unit: "readings/s",
  });
  report({
    bench,
    metric: `the same by two${each}`,
    value: two.readingsPerSecond,
    unit: "readings/s",
    peer,
    ratio: two.readingsPerSecond / one.readingsPerSecond,
  });
  report({
    bench,
    metric: `processor time of all for a million, two workers${each}`,
    value: two.cpuSeconds,
    unit: "s",
    peer,
    ratio: two.cpuSeconds / one.cpuSeconds,
  });
}

function medianOf(costs: readonly WorkersCost[]): WorkersCost {
  return {
    readingsPerSecond: median(costs.map(({ readingsPerSecond }) => readingsPerSecond)),
    cpuSeconds: median(costs.map(({ cpuSeconds }) => cpuSeconds)),
  };
}
