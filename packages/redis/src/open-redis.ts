import {
  type LatestCache,
  type LiveBus,
  type Lock,
  type RateLimit,
  systemClock,
} from "@solarmon/core";
import { Cluster } from "ioredis";
import { createClient, firstReady, type RedisClient } from "./connect.ts";
import { Keys } from "./keys.ts";
import { RedisLatestCache } from "./latest/redis-latest-cache.ts";
import { PlantFeeds } from "./live/plant-feeds.ts";
import { PlantStreams } from "./live/plant-streams.ts";
import { RedisLiveBus } from "./live/redis-live-bus.ts";
import { Outage } from "./outage.ts";
import { RedisLock } from "./redis-lock.ts";
import { type RedisOptions, settingsOf } from "./redis-options.ts";
import { RedisRateLimit } from "./redis-rate-limit.ts";

/** Ports on one Redis, for any number of processes. */
export interface RedisPorts extends AsyncDisposable {
  readonly latest: LatestCache;
  readonly live: LiveBus;
  readonly lock: Lock;
  readonly rateLimit: RateLimit;
  /** Whether the server is there now. */
  readonly isReady: boolean;
  /** Commands that were not done because it was away. */
  readonly failures: number;
}

/**
 * Opens the ports. A server that is away is no error: they fall back until it is there.
 *
 * @throws `invalid_argument` when the address is none
 */
export async function openRedis(options: RedisOptions): Promise<RedisPorts> {
  const { clock = systemClock, onWarning = () => {} } = options;
  const settings = settingsOf(options);
  const outage = new Outage(onWarning);
  const client = createClient(options);
  const subscriber = subscriberOf(client);
  const onError = (error: unknown): unknown => outage.warn("no connection", error);
  for (const one of new Set([client, subscriber])) one.on("error", onError);
  await Promise.all([firstReady(client), firstReady(subscriber)]);
  const closing = new AbortController();
  const keys = new Keys(settings.keyPrefix);
  const { liveTtlMs: ttlMs, maxUpdatesPerPlant: maxUpdates, liveCheckMs: checkMs } = settings;
  const streams = new PlantStreams({ client, keys, maxUpdates, ttlMs });
  const feeds = new PlantFeeds({ subscriber, streams, outage, maxUpdates, checkMs });
  return {
    latest: new RedisLatestCache({ client, keys, outage, clock, ttlMs: settings.latestTtlMs }),
    live: new RedisLiveBus({ streams, feeds, outage, closed: closing.signal }),
    lock: new RedisLock({ client, keys, outage }),
    rateLimit: new RedisRateLimit({ client, keys, outage }),
    get isReady() {
      return client.status === "ready";
    },
    get failures() {
      return outage.failures;
    },
    async [Symbol.asyncDispose]() {
      outage.end();
      closing.abort();
      feeds.close();
      for (const one of new Set([client, subscriber])) one.disconnect();
    },
  };
}

/** A connection that is subscribed can do nothing else; a cluster client has one for that inside. */
function subscriberOf(client: RedisClient): RedisClient {
  return client instanceof Cluster ? client : client.duplicate();
}
