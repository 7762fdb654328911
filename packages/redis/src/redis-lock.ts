import { type Lease, type Lock, newId } from "@solarmon/core";
import type { RedisClient } from "./connect.ts";
import type { Keys } from "./keys.ts";
import type { Outage } from "./outage.ts";

/**
 * KEYS: lock, fence · ARGV: holder, life [ms]. The fence is at least the server's time [µs], so that it grows also
 * when the server has lost all it had.
 */
const ACQUIRE = `
if redis.call('EXISTS', KEYS[1]) == 1 then return false end
local time = redis.call('TIME')
local fence = time[1] * 1000000 + time[2]
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
if fence <= last then fence = last + 1 end
fence = string.format('%.0f', fence)
redis.call('SET', KEYS[2], fence, 'EX', 86400)
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return { fence, string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]) }
`;

/** KEYS: lock · ARGV: holder, life [ms] */
const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local time = redis.call('TIME')
return string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2])
`;

/** KEYS: lock · ARGV: holder */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return true
`;

export interface RedisLockParts {
  readonly client: RedisClient;
  readonly keys: Keys;
  readonly outage: Outage;
}

/**
 * {@link Lock} on Redis. A replica that takes over may not know the last lock, and a flushed server knows none: then
 * two may hold it for a while, which is what the fence is for.
 */
export class RedisLock implements Lock {
  readonly #parts: RedisLockParts;

  constructor(parts: RedisLockParts) {
    this.#parts = parts;
  }

  async acquire(name: string, ttlMs: number): Promise<Lease | undefined> {
    const { client, keys, outage } = this.#parts;
    const holder = newId();
    const reply = await outage.orThrow(`the lock ${name} was not asked for`, () =>
      client.eval(ACQUIRE, 2, keys.lock(name), keys.lockFence(name), holder, ttlMs),
    );
    if (!Array.isArray(reply)) return undefined;
    return { name, holder, fence: Number(reply[0]), expiresAt: Number(reply[1]) };
  }

  async renew(lease: Lease, ttlMs: number): Promise<Lease | undefined> {
    const { client, keys, outage } = this.#parts;
    const reply = await outage.orThrow(`the lock ${lease.name} was not renewed`, () =>
      client.eval(RENEW, 1, keys.lock(lease.name), lease.holder, ttlMs),
    );
    return typeof reply === "string" ? { ...lease, expiresAt: Number(reply) } : undefined;
  }

  /** While the server is away the lock is left to expire. */
  async release({ name, holder }: Lease): Promise<void> {
    const { client, keys, outage } = this.#parts;
    const release = () => client.eval(RELEASE, 1, keys.lock(name), holder);
    await outage.orElse<unknown>(`the lock ${name} was not released`, release, undefined);
  }
}
