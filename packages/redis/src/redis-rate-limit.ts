import type { RateLimit, RateLimitRule, RateVerdict } from "@solarmon/core";
import { MemoryRateLimit } from "@solarmon/core/memory";
import type { RedisClient } from "./connect.ts";
import type { Keys } from "./keys.ts";
import type { Outage } from "./outage.ts";

/**
 * KEYS: instant when all will have been given back [µs] · ARGV: what is taken and the window, both as time [µs].
 * Answers 0, or when to come again [ms].
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local fullAt = tonumber(redis.call('GET', KEYS[1]) or '0')
if fullAt < now then fullAt = now end
local after = fullAt + ARGV[1]
local early = after - ARGV[2] - now
if early > 1 then return math.ceil(early / 1000) end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return 0
`;

export interface RedisRateLimitParts {
  readonly client: RedisClient;
  readonly keys: Keys;
  readonly outage: Outage;
}

/** {@link RateLimit} over all processes that share the server. While it is away each process counts for itself. */
export class RedisRateLimit implements RateLimit {
  readonly #parts: RedisRateLimitParts;
  readonly #alone = new MemoryRateLimit();

  constructor(parts: RedisRateLimitParts) {
    this.#parts = parts;
  }

  async take(name: string, rule: RateLimitRule, amount = 1): Promise<RateVerdict> {
    const { client, keys, outage } = this.#parts;
    const windowUs = Math.round(rule.windowMs * 1_000);
    const takenUs = Math.floor((amount * windowUs) / rule.limit);
    const take = () => client.eval(TAKE, 1, keys.rate(name), takenUs, windowUs);
    const retryAfterMs = await outage.orElse<unknown>(`${name} was not counted`, take, undefined);
    if (typeof retryAfterMs !== "number") return this.#alone.take(name, rule, amount);
    return retryAfterMs === 0 ? { ok: true } : { ok: false, retryAfterMs };
  }
}
