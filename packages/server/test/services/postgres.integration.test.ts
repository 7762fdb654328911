import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  missingOwnPostgres,
  type OwnPostgres,
  startPostgres,
} from "../../../../scripts/services/postgres.ts";
import { solarmonWith } from "../support/solarmon.ts";
import { startServer } from "../../../../scripts/support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Environment, makePlantWith, migratedDatabase, rolledUpCounts } from "./house.ts";

async function rawPowers(environment: Environment, dataDir: string): Promise<readonly unknown[]> {
  const flags = ["--plant", "P", "--points", "acPower", "--resolution", "raw", "--json"];
  const { json } = await solarmonWith(
    environment,
    dataDir,
    "query",
    ...flags,
    "--from",
    "2000-01-01",
  );
  return json.map(({ acPower }) => acPower);
}

describe.skipIf(missingOwnPostgres())("with DATABASE_URL only", () => {
  let postgres: OwnPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.[Symbol.asyncDispose]());

  it("keeps all in the database: a kill loses nothing, and a new folder finds everything", async () => {
    await using folder = await temporaryFolder();
    await using other = await temporaryFolder();
    const environment = await migratedDatabase(postgres, folder.path);
    const plant = await makePlantWith(environment, folder.path);
    const { topic, username, password } = plant;
    const now = Date.now();
    {
      await using server = await startServer(folder.path, { environment });
      const client = await connectAsync(`mqtt://127.0.0.1:${server.mqttPort}`, {
        username,
        password,
      });
      await Promise.all(
        Array.from({ length: 300 }, (_, n) =>
          client.publishAsync(topic, JSON.stringify({ measuredAt: now - n, acPower: n }), {
            qos: 1,
          }),
        ),
      );
      await client.endAsync(true);
      await server.kill();
    }
    {
      await using server = await startServer(folder.path, { environment });
      await expect
        .poll(async () => (await fetch(`${server.url}/metrics`)).text(), { timeout: 20_000 })
        .toMatch(/^solarmon_processor_lag_records 0$/m);
    }
    const powers = await rawPowers(environment, other.path);
    expect(powers.length).toBe(300);
    expect(new Set(powers).size).toBe(300);
    await expect(rolledUpCounts(environment, plant)).resolves.toEqual([300, 300]);
  });

  it("goes on by itself when the database was away, and stored what it acknowledged meanwhile", async () => {
    await using folder = await temporaryFolder();
    const environment = await migratedDatabase(postgres, folder.path);
    const { topic, username, password } = await makePlantWith(environment, folder.path);
    await using server = await startServer(folder.path, { environment });
    const client = await connectAsync(`mqtt://127.0.0.1:${server.mqttPort}`, {
      username,
      password,
    });
    const publish = (n: number): Promise<unknown> =>
      client.publishAsync(topic, JSON.stringify({ measuredAt: Date.now(), acPower: n }), {
        qos: 1,
      });
    await publish(1);
    await postgres.kill();
    await publish(2); // the device is known: the stream has it
    await postgres.start();
    await expect
      .poll(() => rawPowers(environment, folder.path), { timeout: 40_000 })
      .toEqual([1, 2]);
    await client.endAsync();
  });

  it("lets one process at a time write to a database, and says what several need", async () => {
    await using folder = await temporaryFolder();
    await using other = await temporaryFolder();
    const environment = await migratedDatabase(postgres, folder.path);
    await using server = await startServer(folder.path, { environment });
    expect((await fetch(`${server.url}/readyz`)).ok).toBe(true);
    const second = solarmonWith(environment, other.path, "up", "--port", "0", "--mqtt-port", "0");
    await expect(second).resolves.toMatchObject({
      code: 3,
      stderr: expect.stringContaining("KAFKA_BROKERS"),
    });
  });

  it("says that a database was not migrated", async () => {
    await using folder = await temporaryFolder();
    const environment = { DATABASE_URL: postgres.url };
    await expect(
      solarmonWith(environment, folder.path, "up", "--port", "0"),
    ).resolves.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("solarmon migrate"),
    });
  });
});
