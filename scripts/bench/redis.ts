import { type LatestReading, newId, packValues, type PlantUpdate } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openRedis, type RedisPorts } from "@solarmon/redis";
import { redisService } from "../services/redis.ts";
import { quantile } from "../support/statistics.ts";
import type { Report } from "./report.ts";
import { TELEMETRY_POINTS, telemetryRow } from "./telemetry.ts";

const RUN_MS = 1_500;
const RUNS = 3;
const PLANTS = 1_000;
const DEVICES = 5_000;
const DEVICES_PER_PUT = 1_000;
const scope = scopeOf(newId());

/** Newest readings, live updates, locks and rates of one Redis on the same machine. */
export async function benchRedis(report: Report): Promise<void> {
  await using redis = await redisService();
  await using ports = await openRedis({ url: redis.url, keyPrefix: `bench:${newId()}:` });
  await benchLatest(ports, report);
  await benchPublish(ports, report);
  await benchDelivery(ports, report);
  await benchSmall(ports, report);
  await ports.latest.deleteTenant(scope);
}

/** Best rate of some runs: so many things a second, with `each` doing `count` of them. */
async function bestRate(count: number, each: () => Promise<unknown>): Promise<number> {
  let best = 0;
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    let done = 0;
    while (performance.now() - startedAt < RUN_MS) {
      await each();
      done += count;
    }
    best = Math.max(best, (done / (performance.now() - startedAt)) * 1_000);
  }
  return best;
}

function newest(deviceId: string, n: number, measuredAt: number): LatestReading {
  const row = telemetryRow(n, measuredAt);
  const values = Object.fromEntries(TELEMETRY_POINTS.map((point, at) => [point, row[at] ?? null]));
  return { deviceId, measuredAt, receivedAt: measuredAt, packed: packValues(values) };
}

async function benchLatest({ latest }: RedisPorts, report: Report): Promise<void> {
  const ids = Array.from({ length: DEVICES }, () => newId());
  let at = Date.UTC(2024, 5, 10);
  const templates = ids.map((id, n) => newest(id, n, at));
  await latest.put(scope, templates);
  let from = 0;
  const put = await bestRate(DEVICES_PER_PUT, () => {
    from = (from + DEVICES_PER_PUT) % DEVICES;
    at += 1;
    const part = templates.slice(from, from + DEVICES_PER_PUT);
    return latest.put(
      scope,
      part.map((one) => ({ ...one, measuredAt: at })),
    );
  });
  report({ bench: "redis", metric: "newest readings put", value: put, unit: "readings/s" });
  const get = await bestRate(DEVICES, () => latest.get(scope, ids));
  report({ bench: "redis", metric: "newest readings got", value: get, unit: "readings/s" });
  const timesMs: number[] = [];
  for (let n = 0; n < 50; n++) {
    const startedAt = performance.now();
    const found = await latest.get(scope, ids);
    if (found.length !== DEVICES) throw new Error("a newest reading is missing");
    timesMs.push(performance.now() - startedAt);
  }
  const metric = `newest readings of ${PLANTS} plants of 5 devices, p50`;
  report({ bench: "redis", metric, value: quantile(timesMs, 0.5), unit: "ms" });
}

function updatesOf(plantIds: readonly string[], measuredAt: number): PlantUpdate[] {
  return plantIds.map((plantId, n) => {
    const devices = [newest(plantId, n, measuredAt)];
    return { plantId, measuredAt, powerW: 4_210, devices };
  });
}

async function benchPublish({ live }: RedisPorts, report: Report): Promise<void> {
  const plantIds = Array.from({ length: PLANTS }, () => newId());
  const updates = updatesOf(plantIds, Date.UTC(2024, 5, 10, 11));
  const publish = (): Promise<void> => live.publish(scope, updates);
  const unwatched = await bestRate(PLANTS, publish);
  report({ bench: "redis", metric: "updates published, unwatched", value: unwatched, unit: "/s" });
  for (const plantId of plantIds) await live.cursor(scope, plantId);
  const watched = await bestRate(PLANTS, publish);
  report({ bench: "redis", metric: "updates published, watched", value: watched, unit: "/s" });
}

/** From the call to publish until a subscriber of another connection has it. */
async function benchDelivery({ live }: RedisPorts, report: Report): Promise<void> {
  const plantId = newId();
  const iterator = live.subscribe(scope, { plantId })[Symbol.asyncIterator]();
  const timesMs: number[] = [];
  for (let n = 0; n < 1_000; n++) {
    const startedAt = performance.now();
    const next = iterator.next();
    await live.publish(scope, updatesOf([plantId], n));
    await next;
    timesMs.push(performance.now() - startedAt);
  }
  await iterator.return?.();
  for (const [name, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
  ] as const) {
    const value = quantile(timesMs.slice(100), share);
    report({ bench: "redis", metric: `publish to subscriber, ${name}`, value, unit: "ms" });
  }
}

async function benchSmall({ lock, rateLimit }: RedisPorts, report: Report): Promise<void> {
  const together = Array.from({ length: 50 }, (_, n) => `name ${n}`);
  const locks = await bestRate(together.length, () =>
    Promise.all(
      together.map(async (name) => {
        const lease = await lock.acquire(name, 10_000);
        if (lease) await lock.release(lease);
      }),
    ),
  );
  report({
    bench: "redis",
    metric: "locks taken and released, 50 at once",
    value: locks,
    unit: "/s",
  });
  const rule = { limit: 1_000_000_000, windowMs: 1_000 };
  const rates = await bestRate(together.length, () =>
    Promise.all(together.map((name) => rateLimit.take(name, rule))),
  );
  report({ bench: "redis", metric: "rates counted, 50 at once", value: rates, unit: "/s" });
}
