import { setTimeout as sleep } from "node:timers/promises";
import { openKafkaStream } from "@solarmon/kafka";
import type { SharedServices } from "../../support/shared-services.ts";
import type { Ledger } from "../ledger.ts";

const CATCH_UP_MS = 300_000;

/** Resolves once all that is in Kafka was committed by the workers: how long that took [ms]. @throws when it takes too long */
export async function catchUp({ kafka }: SharedServices): Promise<number> {
  await using stream = await openKafkaStream({ brokers: kafka.brokers.split(",") });
  const startedAt = performance.now();
  for (;;) {
    const backlog = await stream.backlog("processor");
    const passedMs = Math.round(performance.now() - startedAt);
    if (backlog === 0) return passedMs;
    if (passedMs > CATCH_UP_MS) throw new Error(`${backlog} records are left after ${passedMs} ms`);
    await sleep(500);
  }
}

/** Resolves once one more is acknowledged. @throws when nothing is any more */
export async function grows(ledger: Ledger): Promise<void> {
  const before = ledger.count;
  const deadlineAt = performance.now() + CATCH_UP_MS;
  while (ledger.count === before) {
    if (performance.now() > deadlineAt) throw new Error("nothing is acknowledged any more");
    await sleep(20);
  }
}
