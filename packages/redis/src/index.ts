export { openRedis } from "./open-redis.ts";
export type { RedisPorts } from "./open-redis.ts";
export type { RedisOptions } from "./redis-options.ts";
