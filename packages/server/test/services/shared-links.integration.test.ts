import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingOwnKafka, startKafka } from "../../../../scripts/services/kafka.ts";
import {
  missingOwnPostgres,
  type OwnPostgres,
  startPostgres,
} from "../../../../scripts/services/postgres.ts";
import { missingOwnRedis, startRedis } from "../../../../scripts/services/redis.ts";
import { startAll } from "../../../../scripts/services/start-all.ts";
import { type ServerProcess, startServer } from "../../../../scripts/support/server-process.ts";
import { startDatamanager } from "../links/fronius-stand-in.ts";
import { type CommandResult, solarmonWith } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Environment, migratedDatabase } from "./house.ts";

const missing = missingOwnPostgres() ?? missingOwnRedis() ?? missingOwnKafka();

describe.skipIf(missing)("links of servers that share the work", { timeout: 240_000 }, () => {
  const services = new AsyncDisposableStack();
  let postgres: OwnPostgres;
  let environment: Environment;
  let address: string;
  beforeAll(async () => {
    const starts = [startPostgres(), startRedis(), startKafka()] as const;
    const [own, redis, kafka] = await startAll(services, starts);
    postgres = own;
    const folder = services.use(await temporaryFolder());
    environment = {
      ...(await migratedDatabase(postgres, folder.path)),
      REDIS_URL: redis.url,
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_PARTITIONS: "2",
    };
    const standIn = services.use(await startDatamanager());
    address = `address=${standIn.settings["address"]}`;
  }, 120_000);
  afterAll(() => services.disposeAsync(), 60_000);

  async function start(role: string): Promise<ServerProcess> {
    const folder = services.use(await temporaryFolder());
    return services.use(await startServer(folder.path, { environment, args: ["--role", role] }));
  }

  /** Runs it where no server has the data folder. */
  async function run(...args: string[]): Promise<CommandResult> {
    await using folder = await temporaryFolder();
    return await solarmonWith(environment, folder.path, ...args, "--json");
  }

  async function leftMail(): Promise<unknown> {
    const url = new URL(postgres.url);
    url.pathname = new URL(environment["DATABASE_URL"] ?? "").pathname;
    const client = new Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query(
      "select name from solarmon.secrets where name like 'desk/%'",
    );
    await client.end();
    return rows;
  }

  async function rawPowers(plant: string): Promise<number> {
    const what = ["--points", "acPower", "--resolution", "raw", "--from", "2000-01-01"];
    return (await run("query", "--plant", plant, ...what)).json.length;
  }

  it("are connected, read and removed from any machine, whichever server reads them", async () => {
    await run("tenant", "create", "Helios");
    await start("process");
    const [first, second] = [await start("ingest"), await start("ingest")];
    const how = ["--create-plants", "--name", "Roofs"];
    const connected = await run("connect", "fronius", "--set", address, ...how);
    expect(connected.stderr).toBe("");
    expect(connected.json.at(-1)).toMatchObject({ name: "Roofs", sites: [{ key: "local" }] });
    const taken = await run("connect", "fronius", "--set", address, "--plant", "nobody");
    expect(taken).toMatchObject({ code: 1 }); // what the desk, or we, refuse is told as ever
    const plant = String((await run("plant", "list")).json[0]?.["name"]);
    for (const server of [first, second]) {
      expect((await run("poll", "Roofs")).json.at(-1)).toHaveProperty("budgets");
      await expect.poll(() => rawPowers(plant), { timeout: 30_000 }).toBeGreaterThan(0);
      await server.kill(); // one of the two reads the links
      if (server === first) await start("ingest");
    }
    expect((await run("poll", "Roofs")).json.at(-1)).toHaveProperty("budgets");
    const filled = await run("backfill", "Roofs", "--from", "2d", "--to", "1d");
    expect(filled.json.at(-1)).toMatchObject({ siteKeys: ["local"] });
    expect((await run("link", "remove", "Roofs")).code).toBe(0);
    expect((await run("link", "list")).json).toEqual([]);
    expect(await leftMail()).toEqual([]);
  });
});
