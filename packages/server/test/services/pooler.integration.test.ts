import { setTimeout as pass } from "node:timers/promises";
import type { Lock } from "@solarmon/core";
import { testLock } from "@solarmon/core/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingOwnKafka, startKafka } from "../../../../scripts/services/kafka.ts";
import { missingPgBouncer, startPgBouncer } from "../../../../scripts/services/pgbouncer.ts";
import { missingOwnPostgres, startPostgres } from "../../../../scripts/services/postgres.ts";
import { missingOwnRedis, startRedis } from "../../../../scripts/services/redis.ts";
import { startAll } from "../../../../scripts/services/start-all.ts";
import { startServer } from "../../../../scripts/support/server-process.ts";
import { type OpenLock, openPostgresLock } from "../../src/services/open-lock.ts";
import { solarmonWith } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Environment, makePlantWith, migratedDatabase, rolledUpCounts } from "./house.ts";

const missing = missingOwnPostgres() ?? missingPgBouncer();
const withAll = missingOwnKafka() ?? missingOwnRedis();

describe.skipIf(missing)("with PgBouncer in front of PostgreSQL", () => {
  const services = new AsyncDisposableStack();
  let direct: Environment;
  beforeAll(async () => {
    const postgres = services.use(await startPostgres());
    const folder = services.use(await temporaryFolder());
    direct = await migratedDatabase(postgres, folder.path);
  });
  afterAll(() => services.disposeAsync(), 60_000);

  async function through(mode: "session" | "transaction"): Promise<Environment> {
    const { DATABASE_URL: url = "", DATABASE_OPERATOR_URL: operatorUrl = "" } = direct;
    const options = { mode, poolSize: 20, urls: [url, operatorUrl] };
    const pooler = services.use(await startPgBouncer(options));
    const [DATABASE_URL, DATABASE_OPERATOR_URL] = [
      pooler.through(url),
      pooler.through(operatorUrl),
    ];
    return { ...direct, DATABASE_URL, DATABASE_OPERATOR_URL };
  }

  it("a server runs in session mode, and lets no second one write", async () => {
    const environment = await through("session");
    await using folder = await temporaryFolder();
    await using other = await temporaryFolder();
    await using server = await startServer(folder.path, { environment });
    expect((await fetch(`${server.url}/readyz`)).ok).toBe(true);
    for (const second of [environment, direct])
      await expect(
        solarmonWith(second, other.path, "up", "--port", "0", "--mqtt-port", "0"),
      ).resolves.toMatchObject({ code: 3, stderr: expect.stringContaining("KAFKA_BROKERS") });
  });

  it("a server that needs a lock says at once why transaction mode will not do", async () => {
    await expect(refusal(await through("transaction"))).resolves.toContain("session mode");
  });

  it.skipIf(withAll)(
    "servers that share the work by Kafka and Redis run in transaction mode",
    async () => {
      await using stack = new AsyncDisposableStack();
      const [redis, kafka] = await startAll(stack, [startRedis(), startKafka()]);
      const stream = { KAFKA_BROKERS: kafka.brokers, KAFKA_PARTITIONS: "2" };
      const withoutRedis = { ...(await through("transaction")), ...stream };
      const environment = { ...withoutRedis, REDIS_URL: redis.url };
      const folder = stack.use(await temporaryFolder());
      await expect(refusal(withoutRedis)).resolves.toContain("session mode");
      const plant = await makePlantWith(environment, folder.path);
      const server = stack.use(await startServer(folder.path, { environment }));
      const post = async (acPower: number): Promise<string> => {
        const response = await fetch(`${server.url}/api/v1/readings?wait=stored`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-api-key": plant.apiKey },
          body: JSON.stringify({ measuredAt: Date.now(), acPower }),
        });
        return await response.text();
      };
      for (const acPower of [1, 2, 3])
        await expect.poll(() => post(acPower), { timeout: 30_000 }).toContain('"stored"');
      const counts = (): Promise<readonly number[]> => rolledUpCounts(direct, plant);
      await expect.poll(counts, { timeout: 30_000 }).not.toContain(0);
      const doctor = await solarmonWith(environment, folder.path, "doctor", "--json");
      expect(doctor.json).toContainEqual(
        expect.objectContaining({ check: "postgresql", state: "ok" }),
      );
    },
  );

  describe("in session mode", () => {
    const opened = new Map<Lock, OpenLock>();
    let environment: Environment | undefined;
    let count = 0;
    testLock("PostgresLock", {
      create: async () => {
        const { DATABASE_URL: url = "" } = (environment ??= await through("session"));
        const open = await openPostgresLock(url);
        const lock = named(open.lock, `${count++} `);
        opened.set(lock, open);
        return { lock, pass: (durationMs) => pass(durationMs) };
      },
      close: async ({ lock }) => opened.get(lock)?.[Symbol.asyncDispose](),
    });
  });
});

/** What a server says that does not start. */
async function refusal(environment: Environment): Promise<string> {
  await using folder = await temporaryFolder();
  const ports = ["--port", "0", "--mqtt-port", "0"];
  const { code, stderr } = await solarmonWith(environment, folder.path, "up", ...ports);
  expect(code).toBeGreaterThan(0);
  return stderr;
}

/** Locks of other names than those of the tests before: the pooler lets go of them a moment after their connections. */
function named(lock: Lock, prefix: string): Lock {
  return {
    acquire: async (name, ttlMs) => {
      const lease = await lock.acquire(prefix + name, ttlMs);
      return lease && { ...lease, name };
    },
    renew: (lease, ttlMs) => lock.renew(lease, ttlMs),
    release: (lease) => lock.release(lease),
  };
}
