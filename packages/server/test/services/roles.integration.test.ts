import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingOwnKafka, startKafka } from "../../../../scripts/services/kafka.ts";
import { missingOwnPostgres, startPostgres } from "../../../../scripts/services/postgres.ts";
import { missingOwnRedis, startRedis } from "../../../../scripts/services/redis.ts";
import { startAll } from "../../../../scripts/services/start-all.ts";
import { subscribePlant } from "../../../../scripts/support/api-client.ts";
import { solarmonWith } from "../support/solarmon.ts";
import { type ServerProcess, startServer } from "../../../../scripts/support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import {
  type Environment,
  makePlantWith,
  migratedDatabase,
  rolledUpCounts,
  type TestPlant,
} from "./house.ts";

const MINUTE_MS = 60_000;
const missing = missingOwnPostgres() ?? missingOwnRedis() ?? missingOwnKafka();

describe.skipIf(missing)("processes that share the work", { timeout: 240_000 }, () => {
  const services = new AsyncDisposableStack();
  let environment: Environment;
  let plant: TestPlant;
  beforeAll(async () => {
    const starts = [startPostgres(), startRedis(), startKafka()] as const;
    const [postgres, redis, kafka] = await startAll(services, starts);
    const folder = services.use(await temporaryFolder());
    environment = {
      ...(await migratedDatabase(postgres, folder.path)),
      REDIS_URL: redis.url,
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_PARTITIONS: "4",
    };
    plant = await makePlantWith(environment, folder.path);
  }, 120_000);
  afterAll(() => services.disposeAsync());

  async function start(role: string): Promise<ServerProcess & { dataDir: string }> {
    const folder = services.use(await temporaryFolder());
    const server = services.use(
      await startServer(folder.path, { environment, args: ["--role", role] }),
    );
    return { ...server, dataDir: folder.path };
  }

  async function query(dataDir: string, resolution: string): Promise<readonly Row[]> {
    const what = ["--plant", "P", "--points", "acPower", "--resolution", resolution];
    const from = ["--from", "2000-01-01", "--json"];
    const { json } = await solarmonWith(environment, dataDir, "query", ...what, ...from);
    return json;
  }

  it("takes readings in one, stores them in two others, and shows them live in a fourth", async () => {
    const [ingest, first, second, api] = await Promise.all(
      ["ingest", "process", "process", "api"].map((role) => start(role)),
    );
    if (!ingest || !first || !second || !api) throw new TypeError("four were started");
    const seen: unknown[] = [];
    const unsubscribe = await subscribePlant(
      api.url,
      await logIn(api.url, plant),
      plant.plantId,
      (event) => seen.push(event.power),
    );
    const { topic, username, password } = plant;
    const client = await connectAsync(`mqtt://127.0.0.1:${ingest.mqttPort}`, {
      username,
      password,
    });
    const startAt = Date.now() - 200 * MINUTE_MS;
    const acknowledged: number[] = [];
    const publish = async (n: number): Promise<void> => {
      const reading = { measuredAt: startAt + n * 100, acPower: n };
      await client.publishAsync(topic, JSON.stringify(reading), { qos: 1 });
      acknowledged.push(n);
    };
    for (let n = 0; n < 100; n++) await publish(n);
    await expect.poll(() => seen.at(-1), { timeout: 30_000 }).toBe(99);

    // one of the two has the plant's partition; whichever it is, the other takes over
    for (const worker of [first, second]) {
      await Promise.all(Array.from({ length: 200 }, (_, n) => publish(acknowledged.length + n)));
      await worker.kill();
      if (worker === first) await start("process");
    }
    await start("process");
    await expect
      .poll(() => query(api.dataDir, "raw"), { timeout: 60_000, interval: 500 })
      .toHaveLength(acknowledged.length);
    const powers = (await query(api.dataDir, "raw")).map(({ acPower }) => acPower);
    expect(new Set(powers)).toEqual(new Set(acknowledged));
    const count = acknowledged.length;
    await expect
      .poll(() => rolledUpCounts(environment, plant), { timeout: 30_000, interval: 500 })
      .toEqual([count, count]);
    unsubscribe();
    await client.endAsync();
  });
});

type Row = Readonly<Record<string, unknown>>;

async function logIn(url: string, { user }: TestPlant): Promise<string> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(user),
  });
  const { token }: { token: string } = JSON.parse(await response.text());
  return token;
}
