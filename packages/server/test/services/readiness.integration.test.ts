import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CuttableProxy, startProxy } from "../../../../scripts/services/cuttable-proxy.ts";
import { missingOwnKafka, type OwnKafka, startKafka } from "../../../../scripts/services/kafka.ts";
import {
  missingOwnPostgres,
  type OwnPostgres,
  startPostgres,
} from "../../../../scripts/services/postgres.ts";
import { missingOwnRedis, type OwnRedis, startRedis } from "../../../../scripts/services/redis.ts";
import { startAll } from "../../../../scripts/services/start-all.ts";
import { type ServerProcess, startServer } from "../../../../scripts/support/server-process.ts";
import { solarmonWith } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Environment, migratedDatabase } from "./house.ts";

const missing = missingOwnPostgres() ?? missingOwnRedis() ?? missingOwnKafka();
const LAG = /^solarmon_(?:processor|archiver)_lag_records .*$/gm;

interface Readiness {
  readonly status: number;
  /** State by part. */
  readonly states: Readonly<Record<string, string>>;
  readonly text: string;
}

async function readinessOf({ url }: ServerProcess): Promise<Readiness> {
  const response = await fetch(`${url}/readyz`);
  const text = await response.text();
  const { parts }: { parts: readonly { name: string; state: string }[] } = JSON.parse(text);
  const states = Object.fromEntries(parts.map(({ name, state }) => [name, state]));
  return { status: response.status, states, text };
}

/** The way to the database leads through the proxy. */
function through({ port }: CuttableProxy, environment: Environment): Environment {
  const changed = Object.entries(environment).map(([name, value]) => {
    if (!URL.canParse(value) || !value.startsWith("postgres")) return [name, value];
    const url = new URL(value);
    url.port = String(port);
    return [name, url.href];
  });
  return Object.fromEntries(changed);
}

async function becomes(which: ServerProcess, expected: object): Promise<void> {
  const options = { timeout: 20_000, interval: 100 };
  await expect.poll(() => readinessOf(which), options).toMatchObject(expected);
}

describe.skipIf(missing)("/readyz, /metrics and solarmon doctor", { timeout: 240_000 }, () => {
  const services = new AsyncDisposableStack();
  let postgres: OwnPostgres;
  let redis: OwnRedis;
  let kafka: OwnKafka;
  let way: CuttableProxy;
  let environment: Environment;
  let dataDir: string;
  let server: ServerProcess;
  let api: ServerProcess;
  beforeAll(async () => {
    const starts = [startPostgres(), startRedis(), startKafka()] as const;
    [postgres, redis, kafka] = await startAll(services, starts);
    const folder = services.use(await temporaryFolder());
    const other = services.use(await temporaryFolder());
    dataDir = folder.path;
    way = services.use(await startProxy());
    way.target = Number(new URL(postgres.url).port);
    environment = {
      ...through(way, await migratedDatabase(postgres, dataDir)),
      REDIS_URL: redis.url,
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_PARTITIONS: "2",
    };
    server = services.use(await startServer(dataDir, { environment }));
    api = services.use(await startServer(other.path, { environment, args: ["--role", "api"] }));
  }, 180_000);
  afterAll(() => services.disposeAsync(), 60_000);

  async function lags(): Promise<readonly string[]> {
    return (await (await fetch(`${server.url}/metrics`)).text()).match(LAG) ?? [];
  }

  async function doctor(): Promise<Readonly<Record<string, unknown>>> {
    const { json } = await solarmonWith(environment, dataDir, "doctor", "--json");
    return Object.fromEntries(json.map(({ check, state }) => [String(check), state]));
  }

  it("are content while everything is there", async () => {
    const states = {
      doors: "ok",
      processor: "ok",
      stream: "ok",
      postgresql: "ok",
      redis: "ok",
      kafka: "ok",
    };
    await becomes(server, { status: 200, states });
    expect(await doctor()).toMatchObject({ postgresql: "ok", redis: "ok", kafka: "ok" });
    await expect
      .poll(lags, { timeout: 20_000 })
      .toEqual(["solarmon_processor_lag_records 0", "solarmon_archiver_lag_records 0"]);
  });

  it("say 503 while PostgreSQL is away, and that it is back", async () => {
    await postgres.kill();
    const killedAt = performance.now();
    await becomes(server, { status: 503, states: { postgresql: "failed", kafka: "ok" } });
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    const { text } = await readinessOf(server);
    expect(text).toContain("it does not answer");
    expect(text).not.toContain(new URL(environment["DATABASE_URL"] ?? "").password);
    expect(await doctor()).toMatchObject({ postgresql: "problem", kafka: "ok" });
    await postgres.start();
    await becomes(server, { status: 200, states: { postgresql: "ok" } });
  });

  it("say 503 when PostgreSQL answers nothing any more, and that it does again", async () => {
    way.stall();
    await becomes(server, { status: 503, states: { postgresql: "failed" } });
    expect((await readinessOf(server)).text).toContain("no answer within 2000 ms");
    way.heal();
    await becomes(server, { status: 200, states: { postgresql: "ok" } });
  });

  it("go on without Redis, and say so", async () => {
    await redis.kill();
    await becomes(server, { status: 200, states: { redis: "degraded", postgresql: "ok" } });
    expect((await readinessOf(server)).text).toContain("readings are taken and stored");
    expect(await doctor()).toMatchObject({ redis: "warning" });
    await redis.start();
    await becomes(server, { status: 200, states: { redis: "ok" } });
  });

  it("say 503 without Kafka where readings are taken, but not where only pages are shown", async () => {
    await kafka.kill();
    await becomes(server, { status: 503, states: { kafka: "failed", redis: "ok" } });
    await becomes(api, { status: 200, states: { kafka: "degraded" } });
    expect(await lags()).toEqual([]);
    expect(await doctor()).toMatchObject({ kafka: "problem" });
    await kafka.start();
    await becomes(server, { status: 200, states: { kafka: "ok" } });
    await expect.poll(lags, { timeout: 20_000 }).toHaveLength(2);
  });
});
