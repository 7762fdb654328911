import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { setTimeout as pass } from "node:timers/promises";
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
import { type CommandResult, solarmonWith, spawnSolarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import {
  type Environment,
  makePlantWith,
  migratedDatabase,
  rolledUpCounts,
  type TestPlant,
} from "./house.ts";

const MINUTE_MS = 60_000;
const START_AT = Date.UTC(2026, 2, 1);
const COLUMNS = ["--plant", "P", "--time", "time", "--map", "acPower=power"];
const DEVICE = ["--device-name", "Inverter 1"];
const missing = missingOwnPostgres() ?? missingOwnRedis() ?? missingOwnKafka();

async function writeHistory(file: string, startAt: number, minutes: number): Promise<void> {
  const lines = ["time,power"];
  for (let minute = 0; minute < minutes; minute++)
    lines.push(`${new Date(startAt + minute * MINUTE_MS).toISOString()},${minute % 500}`);
  await writeFile(file, `${lines.join("\n")}\n`);
}

async function inDatabase({ url }: OwnPostgres, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe.skipIf(missing)(
  "commands beside workers that share a stream",
  { timeout: 240_000 },
  () => {
    const services = new AsyncDisposableStack();
    let postgres: OwnPostgres;
    let shared: Environment;
    beforeAll(async () => {
      const starts = [startPostgres(), startRedis(), startKafka()] as const;
      const [own, redis, kafka] = await startAll(services, starts);
      postgres = own;
      shared = { REDIS_URL: redis.url, KAFKA_BROKERS: kafka.brokers, KAFKA_PARTITIONS: "4" };
    }, 120_000);
    afterAll(() => services.disposeAsync(), 60_000);

    /** A database, a topic and a plant of its own; nothing runs yet. */
    async function newHouse(topic: string): Promise<House> {
      const folder = services.use(await temporaryFolder());
      const database = await migratedDatabase(postgres, folder.path);
      const environment = { ...database, ...shared, KAFKA_TOPIC: topic };
      const plant = await makePlantWith(environment, folder.path);
      return { environment, plant, dataDir: folder.path };
    }

    async function start({ environment }: House, role: string): Promise<ServerProcess> {
      const folder = await temporaryFolder();
      const server = await startServer(folder.path, { environment, args: ["--role", role] });
      services.use(folder);
      return services.use(server);
    }

    it("import stores through them, tells what became of it, and a second run changes nothing", async () => {
      const house = await newHouse("import");
      const workers = [await start(house, "process"), await start(house, "process")];
      const file = `${house.dataDir}/history.csv`;
      await writeHistory(file, START_AT, 20_000);
      const first = await command(house, "import", file, ...COLUMNS, ...DEVICE, "--json");
      expect(first.json.at(-1)).toMatchObject({ rows: 20_000, stored: 20_000, accepted: 0 });
      expect(first.json.filter((line) => "progressPercent" in line)).not.toHaveLength(0);
      await expect(rolledUp(house)).resolves.toEqual([20_000, 20_000]);
      const again = await command(house, "import", file, ...COLUMNS, ...DEVICE, "--json");
      const nothing = { stored: 0, replaced: 0, duplicate: 20_000, accepted: 0, isRepeated: true };
      expect(again.json.at(-1)).toMatchObject(nothing);
      await expect(rolledUp(house)).resolves.toEqual([20_000, 20_000]);
      for (const worker of workers) await worker.kill();
    });

    it("import goes on after kill -9, and nothing is lost or counted twice", async () => {
      const house = await newHouse("killed");
      const worker = await start(house, "process");
      const file = `${house.dataDir}/history.csv`;
      await writeHistory(file, START_AT, 100_000);
      for (const lifeMs of [1_500, 2_500]) {
        const args = ["import", file, ...COLUMNS, ...DEVICE];
        const child = spawnSolarmon(house.dataDir, args, house.environment);
        const ended = once(child, "exit");
        await pass(lifeMs);
        child.kill("SIGKILL");
        await ended;
      }
      const last = await command(house, "import", file, ...COLUMNS, ...DEVICE, "--json");
      expect(last.json.at(-1)).toMatchObject({ rows: 100_000, accepted: 0, rejects: { rows: 0 } });
      await expect
        .poll(() => rolledUp(house), { timeout: 60_000, interval: 500 })
        .toEqual([100_000, 100_000]);
      await worker.kill();
    });

    it("import without a worker is safe in the stream, says so, and is stored once one runs", async () => {
      const house = await newHouse("nobody");
      const file = `${house.dataDir}/history.csv`;
      await writeHistory(file, START_AT, 100);
      const told = await command(house, "import", file, ...COLUMNS, ...DEVICE);
      expect(told.stdout).toContain("100 safe in the stream until a worker stores them");
      expect(told.code).toBe(0);
      const worker = await start(house, "process");
      await expect.poll(() => rolledUp(house), { timeout: 30_000 }).toEqual([100, 100]);
      await worker.kill();
    });

    it("a device that waits hears the verdict, whichever process stores its reading", async () => {
      const house = await newHouse("waiting");
      const [door, worker] = [await start(house, "ingest"), await start(house, "process")];
      await expect
        .poll(() => post(door, house.plant, [1]), { timeout: 30_000 })
        .toContain('"stored"');
      await expect(post(door, house.plant, [1])).resolves.toContain('"duplicate"');
      await expect(post(door, house.plant, [2, 3])).resolves.toMatch(/"stored".*"stored"/);
      await worker.kill();
      await door.kill();
    });

    it("replay brings back what a restored database lacks, while a worker runs, and nothing twice", async () => {
      const house = await newHouse("replayed");
      const name = new URL(house.environment["DATABASE_URL"] ?? "").pathname.slice(1);
      await inDatabase(postgres, `create database snapshot template ${name}`);
      const before = await start(house, "all");
      for (let minute = 0; minute < 40; minute++) await post(before, house.plant, [minute]);
      await expect.poll(() => rolledUp(house), { timeout: 30_000 }).toEqual([40, 40]);
      await before[Symbol.asyncDispose]();
      await inDatabase(
        postgres,
        `drop database ${name} with (force)`,
        `create database ${name} template snapshot`,
      );
      const after = await start(house, "all");
      await expect(rolledUp(house)).resolves.toEqual([0, 0]);
      for (const round of ["first", "second"]) {
        const { json, code } = await command(house, "replay", "--from", "1h", "--json");
        expect([round, code]).toEqual([round, 0]);
        expect(json.at(-1)).toMatchObject({ records: expect.any(Number) });
        expect(json.at(-1)?.["records"]).toBeGreaterThanOrEqual(40);
        await expect(rolledUp(house)).resolves.toEqual([40, 40]);
      }
      await expect(post(after, house.plant, [41])).resolves.toContain('"stored"');
      await expect.poll(() => rolledUp(house), { timeout: 30_000 }).toEqual([41, 41]);
      await after.kill();
    });
  },
);

interface House {
  readonly environment: Environment;
  readonly plant: TestPlant;
  readonly dataDir: string;
}

function command({ environment, dataDir }: House, ...args: string[]): Promise<CommandResult> {
  return solarmonWith(environment, dataDir, ...args);
}

function rolledUp({ environment, plant }: House): Promise<readonly number[]> {
  return rolledUpCounts(environment, plant);
}

/** Readings of these minutes of an hour that was not long ago. */
async function post(
  { url }: ServerProcess,
  { apiKey }: TestPlant,
  minutes: readonly number[],
): Promise<string> {
  const readings = minutes.map((minute) => ({
    measuredAt: HOUR_AT + minute * MINUTE_MS,
    acPower: minute,
  }));
  const response = await fetch(`${url}/api/v1/readings?wait=stored`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify(readings),
  });
  return await response.text();
}

const HOUR_AT = Math.floor(Date.now() / 3_600_000 - 2) * 3_600_000;
