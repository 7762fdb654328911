import type { Clock, Id, LatestCache, LatestReading, TenantScope } from "@solarmon/core";
import type { RedisClient } from "../connect.ts";
import type { Keys } from "../keys.ts";
import type { Outage } from "../outage.ts";
import { decodeLatest, encodeLatest } from "./latest-value.ts";
import { PUT_LATEST } from "./put-script.ts";

/** Of one command: a script can hold 8,000 values, and others wait while it runs. */
const DEVICES_AT_A_TIME = 1_000;

export interface RedisLatestCacheParts {
  readonly client: RedisClient;
  readonly keys: Keys;
  readonly outage: Outage;
  readonly clock: Clock;
  readonly ttlMs: number;
}

/**
 * {@link LatestCache} on Redis: a hash per tenant. While the server is away nothing is found and nothing is kept: the
 * store has it all.
 */
export class RedisLatestCache implements LatestCache {
  readonly #parts: RedisLatestCacheParts;

  constructor(parts: RedisLatestCacheParts) {
    this.#parts = parts;
  }

  async put(scope: TenantScope, readings: readonly LatestReading[]): Promise<void> {
    const { client, clock, keys, outage, ttlMs } = this.#parts;
    const storedAt = clock.now();
    const newest = [...newestByDevice(readings).values()];
    for (const part of chunks(newest)) {
      const values = part.flatMap((one) => [one.deviceId, encodeLatest(one, storedAt)]);
      const put = () => client.eval(PUT_LATEST, 1, keys.latest(scope), ttlMs, ...values);
      await outage.orElse<unknown>("newest readings were not put", put, undefined);
    }
  }

  async get(scope: TenantScope, deviceIds: readonly Id[]): Promise<readonly LatestReading[]> {
    const { client, clock, keys, outage, ttlMs } = this.#parts;
    const since = clock.now() - ttlMs;
    const found: LatestReading[] = [];
    for (const part of chunks(deviceIds)) {
      const get = () => client.hmgetBuffer(keys.latest(scope), ...part);
      const values = await outage.orElse("newest readings were not read", get, []);
      for (const [index, deviceId] of part.entries()) {
        const value = values[index];
        const reading = value ? decodeLatest(deviceId, value, since) : undefined;
        if (reading) found.push(reading);
      }
    }
    return found;
  }

  /** @throws `unavailable` while the server is away: a deletion must not be forgotten */
  async deleteTenant(scope: TenantScope): Promise<void> {
    const { client, keys, outage } = this.#parts;
    await outage.orThrow("a tenant was not deleted", () => client.unlink(keys.latest(scope)));
  }
}

function newestByDevice(readings: readonly LatestReading[]): Map<Id, LatestReading> {
  const newest = new Map<Id, LatestReading>();
  for (const reading of readings) {
    const held = newest.get(reading.deviceId);
    if (!held || !isOlder(reading, held)) newest.set(reading.deviceId, reading);
  }
  return newest;
}

function isOlder(one: LatestReading, other: LatestReading): boolean {
  if (one.measuredAt !== other.measuredAt) return one.measuredAt < other.measuredAt;
  return one.receivedAt < other.receivedAt;
}

function* chunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += DEVICES_AT_A_TIME)
    yield items.slice(from, from + DEVICES_AT_A_TIME);
}
