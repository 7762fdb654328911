import { Redis } from "ioredis";
import { vi } from "vitest";
import { type OwnRedis, startRedis } from "../../../../scripts/services/redis.ts";
import { freePort } from "../../../../scripts/support/free-port.ts";

const LAST_SLOT = 16_383;

/** One node that has all slots: clients must speak with it as with any cluster. */
export async function startRedisCluster(): Promise<OwnRedis> {
  const bus = ["--cluster-port", String(await freePort())];
  const address = ["--cluster-announce-ip", "127.0.0.1"];
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(await startRedis("--cluster-enabled", "yes", ...bus, ...address));
  const admin = stack.adopt(new Redis(redis.url), (client) => client.disconnect());
  await admin.call("CLUSTER", "ADDSLOTSRANGE", 0, LAST_SLOT);
  const isReady = async (): Promise<boolean> =>
    (await admin.cluster("INFO")).includes("cluster_state:ok");
  await vi.waitUntil(isReady, { timeout: 20_000 });
  admin.disconnect();
  stack.move();
  return redis;
}
