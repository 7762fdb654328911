import { randomUUID } from "node:crypto";
import { startRedisCluster } from "./support/redis-cluster.ts";
import type { LiveBus } from "@solarmon/core";
import { testLatestCache, testLiveBus, testLock, testRateLimit } from "@solarmon/core/testing";
import { openRedis, type RedisPorts } from "@solarmon/redis";
import { afterAll, beforeAll, describe } from "vitest";
import {
  missingOwnRedis,
  missingRedis,
  type OwnRedis,
  redisService,
  type RedisService,
} from "../../../scripts/services/redis.ts";

const PATIENCE_MS = 20_000;

function pass(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

function testAll(
  name: string,
  connection: () => { readonly url: string; readonly cluster: boolean },
) {
  const opened = new WeakMap<object, RedisPorts>();

  /** Ports under a prefix of their own, so that every law begins with nothing. */
  async function fresh<Port extends object>(choose: (ports: RedisPorts) => Port): Promise<Port> {
    const keyPrefix = `test:${randomUUID()}:`;
    const ports = await openRedis({ ...connection(), keyPrefix, maxUpdatesPerPlant: 50 });
    const port = choose(ports);
    opened.set(port, ports);
    return port;
  }

  async function close(port: object): Promise<void> {
    await opened.get(port)?.[Symbol.asyncDispose]();
  }

  testLatestCache(`RedisLatestCache${name}`, {
    create: () => fresh(({ latest }) => latest),
    close,
  });
  testLiveBus(`RedisLiveBus${name}`, {
    create: (): Promise<LiveBus> => fresh(({ live }) => live),
    close,
    overflow: 200,
    patienceMs: PATIENCE_MS,
  });
  testLock(`RedisLock${name}`, { create: () => fresh(({ lock }) => ({ lock, pass })), close });
  testRateLimit(`RedisRateLimit${name}`, {
    create: () => fresh(({ rateLimit: limit }) => ({ limit, pass })),
    close,
  });
}

describe.skipIf(missingRedis())("on a real server", () => {
  let redis: RedisService;
  beforeAll(async () => {
    redis = await redisService();
  });
  afterAll(() => redis?.[Symbol.asyncDispose]());
  testAll("", () => ({ url: redis.url, cluster: false }));
});

describe.skipIf(missingOwnRedis())("on a cluster", () => {
  let redis: OwnRedis;
  beforeAll(async () => {
    redis = await startRedisCluster();
  });
  afterAll(() => redis?.[Symbol.asyncDispose]());
  testAll(" on a cluster", () => ({ url: redis.url, cluster: true }));
});
