import type { LatestCache, LiveBus, Lock } from "@solarmon/core";
import { MemoryLatestCache, MemoryLiveBus } from "@solarmon/core/memory";
import type { RedisService } from "./services.ts";

/** Newest readings and live updates: of this process, or shared on Redis. */
export interface Live extends AsyncDisposable {
  readonly latest: LatestCache;
  readonly live: LiveBus;
  /** Shared with other processes. */
  readonly lock?: Lock;
  /** Whether Redis is there now, where it is asked for. */
  readonly isReady: boolean;
}

/** @param warn - told once each time that Redis goes away */
export async function openLive(
  redis: RedisService | undefined,
  warn: (message: string) => void,
): Promise<Live> {
  if (!redis) {
    const [latest, live] = [new MemoryLatestCache(), new MemoryLiveBus()];
    return { latest, live, isReady: true, [Symbol.asyncDispose]: async () => undefined };
  }
  const { openRedis } = await import("@solarmon/redis");
  const { url, isCluster: cluster } = redis;
  return await openRedis({ url, cluster, onWarning: ({ message }) => warn(message) });
}
