import { setTimeout as sleep } from "node:timers/promises";
import { openKafkaStream } from "@solarmon/kafka";
import { scopeOf } from "@solarmon/core/authority";
import type { PostgresStores } from "@solarmon/postgres";
import type { PreparedFleet } from "../../support/prepare-fleet.ts";
import type { SharedServices } from "../../support/shared-services.ts";
import type { Ledger } from "../ledger.ts";

const CATCH_UP_MS = 300_000;
const DAY_MS = 86_400_000;

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

/** Resolves once a reading measured at that time or later is stored. @throws when none is in time */
export async function storesFrom(
  stores: PostgresStores,
  { tenantId, devices }: PreparedFleet,
  measuredAt: number,
): Promise<void> {
  const readings = stores.readings.forTenant(scopeOf(tenantId));
  const deviceIds = devices.map(({ deviceId }) => deviceId);
  const span = { start: measuredAt, end: measuredAt + DAY_MS };
  const deadlineAt = performance.now() + CATCH_UP_MS;
  while (performance.now() < deadlineAt) {
    for await (const page of readings.read({ deviceIds, points: ["acPower"], span }))
      if (page.measuredAt.length > 0) return;
    await sleep(100);
  }
  throw new Error("what came after the fault is not stored");
}
