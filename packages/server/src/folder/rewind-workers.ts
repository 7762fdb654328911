import { setTimeout as sleep } from "node:timers/promises";
import { type Instant, SolarmonError } from "@solarmon/core";
import type { Rewind } from "@solarmon/kafka";
import { CONSUMER } from "../processor/consumers.ts";
import { openKafka } from "../services/open-kafka.ts";
import type { KafkaService } from "../services/services.ts";
import { untilStopped } from "../up/until-stopped.ts";

const LOOK_MS = 250;
const SILENT_MS = 60_000;

export interface RewindOptions {
  readonly from: Instant;
  readonly onWarning: (message: string) => void;
  /** @param share - of the records that are done again, 0–1 */
  readonly onProgress: (share: number, records: number) => void;
}

/**
 * Lets the workers that share the stream process it again from a time on, and waits until they have. They go on with it
 * when nobody waits any more.
 *
 * @throws `unavailable` no worker does anything · `cancelled` at SIGINT or SIGTERM
 */
export async function rewindWorkers(
  service: KafkaService,
  options: RewindOptions,
): Promise<{ records: number }> {
  await using stream = await openKafka(service, options.onWarning);
  const rewind = await stream.rewind(CONSUMER.processor, options.from);
  const stop = new AbortController();
  void untilStopped().then(() => stop.abort());
  if (rewind.records > 0) await watch(rewind, options, stop.signal);
  return { records: rewind.records };
}

async function watch(
  rewind: Rewind,
  { onProgress }: RewindOptions,
  signal: AbortSignal,
): Promise<void> {
  let [best, movedAt] = [0, performance.now()];
  for (;;) {
    const done = await rewind.done().catch(() => best); // the brokers may be away for a moment
    onProgress(done / rewind.records, done);
    if (done === rewind.records) return;
    if (done !== best) movedAt = performance.now();
    best = done;
    if (performance.now() - movedAt > SILENT_MS) throw nobodyWorks();
    if (signal.aborted) throw interrupted();
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

function nobodyWorks(): SolarmonError {
  return new SolarmonError(
    "unavailable",
    `no worker has done any of it for ${SILENT_MS / 1_000} s. The request stands in Kafka: it is done once a server ` +
      "of role process or all runs, and by one that is busy with what came before.",
  );
}

function interrupted(): SolarmonError {
  return new SolarmonError(
    "cancelled",
    "the request stands in Kafka: the workers go on with it. Do not run the command again to watch it, that would ask for another.",
  );
}
