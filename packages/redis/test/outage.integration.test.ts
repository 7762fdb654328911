import { inspect } from "node:util";
import { latestReading, TEST_DAY, testId, testScope, VirtualClock } from "@solarmon/core/testing";
import type { LiveEvent, PlantUpdate } from "@solarmon/core";
import { openRedis, type RedisOptions, type RedisPorts } from "@solarmon/redis";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startProxy } from "../../../scripts/services/cuttable-proxy.ts";
import { missingOwnRedis, type OwnRedis, startRedis } from "../../../scripts/services/redis.ts";

/** Lets sockets have their say: a refusal of a client that is not connected takes none. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const scope = testScope();
const PLANT = testId(10);
const DEVICE = testId(100);
const PATIENCE = { timeout: 20_000, interval: 20 };

function update(n: number): PlantUpdate {
  const measuredAt = TEST_DAY + n;
  const devices = [latestReading({ acPower: n }, { measuredAt })];
  return { plantId: PLANT, measuredAt, powerW: n, devices };
}

/** Puts a newer reading until it is found. */
async function expectLatestWorks({ latest }: RedisPorts, n: number): Promise<void> {
  const reading = latestReading({ acPower: n }, { measuredAt: TEST_DAY + n });
  await vi.waitFor(async () => {
    await latest.put(scope, [reading]);
    await expect(latest.get(scope, [DEVICE])).resolves.toEqual([reading]);
  }, PATIENCE);
}

async function publishUntilSeen(
  { live }: RedisPorts,
  events: readonly LiveEvent[],
  n: number,
): Promise<void> {
  await vi.waitFor(async () => {
    await live.publish(scope, [update(n)]);
    expect(events.map((event) => event.update.powerW)).toContain(n);
  }, PATIENCE);
}

describe.skipIf(missingOwnRedis())("when the server goes away", () => {
  let redis: OwnRedis;
  let warnings: Error[];
  const opened: RedisPorts[] = [];
  beforeEach(async () => {
    redis = await startRedis();
    warnings = [];
  });
  afterEach(async () => {
    for (const ports of opened.splice(0)) await ports[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
  });

  async function open(options: Partial<RedisOptions> = {}): Promise<RedisPorts> {
    const ports = await openRedis({
      url: redis.url,
      liveCheckMs: 100,
      onWarning: (warning) => warnings.push(warning),
      ...options,
    });
    opened.push(ports);
    return ports;
  }

  async function flush(): Promise<void> {
    const admin = new Redis(redis.url);
    await admin.flushall();
    admin.disconnect();
  }

  test("newest readings are a miss while it is away, and there again after a restart", async () => {
    const ports = await open();
    for (let round = 1; round <= 3; round++) {
      await expectLatestWorks(ports, round);
      await redis.kill();
      await ports.latest.put(scope, [latestReading({ acPower: 99 })]);
      await expect(ports.latest.get(scope, [DEVICE])).resolves.toEqual([]);
      await redis.start();
    }
    await expectLatestWorks(ports, 4);
    expect(ports.failures).toBeGreaterThanOrEqual(6);
    expect(warnings.length).toBeGreaterThanOrEqual(3);
    expect(warnings.length).toBeLessThan(10); // once each time, not for every command
  });

  test("under load nothing fails and nothing goes back in time while it is killed and started", async () => {
    const { latest, live } = await open();
    const stop = new AbortController();
    let put = 0;
    let newest = 0;
    const writing = (async () => {
      while (!stop.signal.aborted) {
        put += 1;
        await turn();
        await latest.put(scope, [latestReading({ acPower: 1 }, { measuredAt: TEST_DAY + put })]);
        await live.publish(scope, [update(put)]);
      }
    })();
    const reading = (async () => {
      while (!stop.signal.aborted) {
        await turn();
        const [held] = await latest.get(scope, [DEVICE]);
        if (!held) continue;
        expect(held.measuredAt).toBeGreaterThanOrEqual(newest);
        newest = held.measuredAt;
      }
    })();
    for (let round = 0; round < 3; round++) {
      const before = newest;
      await vi.waitUntil(() => newest > before, PATIENCE);
      await redis.kill();
      await redis.start();
    }
    const before = newest;
    await vi.waitUntil(() => newest > before, PATIENCE);
    stop.abort();
    await Promise.all([writing, reading]);
  });

  test("a deletion is refused instead of forgotten", async () => {
    const { latest } = await open();
    await redis.kill();
    await expect(latest.deleteTenant(scope)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("commands do not wait for a server that hangs", async () => {
    const { latest } = await open({ commandTimeoutMs: 200 });
    const admin = new Redis(redis.url);
    await admin.client("PAUSE", 2_000, "ALL");
    const startedAt = performance.now();
    await expect(latest.get(scope, [DEVICE])).resolves.toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    admin.disconnect();
  });

  test("a server that vanished without a word is left for the one that took its place", async () => {
    await using proxy = await startProxy();
    proxy.target = Number(new URL(redis.url).port);
    const url = `redis://127.0.0.1:${proxy.port}`;
    const ports = await open({ url, commandTimeoutMs: 200 });
    const events: LiveEvent[] = [];
    const stop = new AbortController();
    const subscription = { plantId: PLANT, signal: stop.signal };
    const reading = (async () => {
      for await (const event of ports.live.subscribe(scope, subscription)) events.push(event);
    })();
    await publishUntilSeen(ports, events, 1);
    proxy.strand();
    await expect(ports.latest.get(scope, [DEVICE])).resolves.toEqual([]);
    await expectLatestWorks(ports, 2);
    await publishUntilSeen(await open(), events, 3);
    stop.abort();
    await reading;
  });

  test("it may be away at the start", async () => {
    await redis.kill();
    const ports = await open();
    expect(ports.isReady).toBe(false);
    await expect(ports.latest.get(scope, [DEVICE])).resolves.toEqual([]);
    await redis.start();
    await expectLatestWorks(ports, 1);
    expect(ports.isReady).toBe(true);
  });

  test("a flushed server misses, and is filled again", async () => {
    const ports = await open();
    await expectLatestWorks(ports, 1);
    await flush();
    await expect(ports.latest.get(scope, [DEVICE])).resolves.toEqual([]);
    await expectLatestWorks(ports, 2);
    expect(warnings).toEqual([]);
  });

  test.each(["flushed", "killed"] as const)(
    "a subscriber goes on by itself after the server was %s, and knows that it missed some",
    async (how) => {
      const here = await open();
      const there = await open(); // another process
      const events: LiveEvent[] = [];
      const stop = new AbortController();
      const subscription = { plantId: PLANT, signal: stop.signal };
      const reading = (async () => {
        for await (const event of here.live.subscribe(scope, subscription)) events.push(event);
      })();
      await publishUntilSeen(there, events, 1);
      if (how === "flushed") await flush();
      else {
        await redis.kill();
        await there.live.publish(scope, [update(2)]); // dropped
        await redis.start();
      }
      await publishUntilSeen(there, events, 3);
      const missed = events.findIndex((event) => event.missed === true);
      expect(missed).toBeGreaterThan(0);
      expect(events.slice(missed).map(({ update: { powerW } }) => powerW)).not.toContain(2);
      stop.abort();
      await reading;
    },
  );

  test("a subscription that is made while it is away begins when it is back", async () => {
    const ports = await open();
    await redis.kill();
    await expect(ports.live.cursor(scope, PLANT)).resolves.toBe("");
    const iterator = ports.live.subscribe(scope, { plantId: PLANT })[Symbol.asyncIterator]();
    const first = iterator.next();
    await redis.start();
    await expect(first).resolves.toMatchObject({ value: { missed: true } });
    await iterator.return?.();
  });

  test("nobody gets a lock while it is away, and the fence grows over a flush", async () => {
    const { lock } = await open();
    const before = await lock.acquire("scheduler", 60_000);
    if (!before) throw new Error("the lock was free");
    await flush();
    const after = await lock.acquire("scheduler", 60_000);
    expect(after?.fence).toBeGreaterThan(before.fence);
    await expect(lock.renew(before, 1_000)).resolves.toBeUndefined();
    await redis.kill();
    await expect(lock.acquire("other", 1_000)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("rates are counted by each process alone while it is away", async () => {
    const { rateLimit } = await open();
    await redis.kill();
    const rule = { limit: 2, windowMs: 60_000 };
    const verdicts = [1, 2, 3].map(() => rateLimit.take("log-in", rule));
    const granted = (await Promise.all(verdicts)).map(({ ok }) => ok);
    expect(granted).toEqual([true, true, false]);
  });

  test("a newest reading is forgotten when nothing newer came for its life", async () => {
    const clock = new VirtualClock();
    const { latest } = await open({ clock });
    await latest.put(scope, [latestReading({ acPower: 1 })]);
    clock.advance(599_000);
    await expect(latest.get(scope, [DEVICE])).resolves.toHaveLength(1);
    clock.advance(2_000);
    await expect(latest.get(scope, [DEVICE])).resolves.toEqual([]);
  });

  test("a wrong password falls back too, and is told nobody", async () => {
    const admin = new Redis(redis.url);
    await admin.config("SET", "requirepass", "right-password");
    admin.disconnect();
    const ports = await open({ url: redis.url.replace("//", "//:wrong-password@") });
    await expect(ports.latest.get(scope, [DEVICE])).resolves.toEqual([]);
    expect(warnings.length).toBeGreaterThan(0);
    expect(inspect(warnings, { depth: 10 })).not.toContain("wrong-password");
  });

  test("an address that is none is refused, and is told nobody", async () => {
    const error = await open({ url: "http://:secret@host" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "invalid_argument" });
    expect(inspect(error)).not.toContain("secret");
  });
});
