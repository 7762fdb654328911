import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS } from "@solarmon/core";
import { connectAsync } from "mqtt";
import { expect, it, vi } from "vitest";
import { freePort } from "../support/free-port.ts";
import { startServer } from "../support/server.ts";
import { makePlant, solarmon, spawnSolarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PATIENCE = { timeout: 20_000, interval: 100 };

async function provision(dataDir: string): Promise<Record<string, unknown>> {
  const made = await solarmon(dataDir, "device", "provision", "P", "INV", "--json");
  return made.json[0] ?? {};
}

/** Figures of all days together. */
async function totals(dataDir: string): Promise<Record<string, number>> {
  const { code, json } = await solarmon(dataDir, "usage", "--json", "--from", "2d");
  expect(code).toBe(0);
  const sums: Record<string, number> = {};
  for (const day of json)
    for (const [name, amount] of Object.entries(day))
      if (typeof amount === "number") sums[name] = (sums[name] ?? 0) + amount;
  return sums;
}

it("tells what was used: points, calls, refusals, plants, imports", async () => {
  await using folder = await temporaryFolder();
  const dataDir = folder.path;
  await solarmon(dataDir, "tenant", "create", "=Helios, Ltd");
  const zone = ["--time-zone", "UTC", "--dc-kwp", "7.5"];
  await solarmon(dataDir, "plant", "create", "P", "--tenant", "=Helios, Ltd", ...zone);
  const { apiKey } = await provision(dataDir);
  const file = join(dataDir, "rows.csv");
  await writeFile(file, "time,power\n2026-06-01T00:00:00Z,100\n2026-06-01T00:05:00Z,110\n");
  const mapping = ["--map", "acPower=power", "--time", "time", "--device-name", "INV"];
  await expect(totals(dataDir)).resolves.toEqual({});
  const server = await startServer(dataDir);
  const headers = { "content-type": "application/json", "x-api-key": String(apiKey) };
  const post = async (reading: object) =>
    fetch(`${server.url}/api/v1/readings?wait=stored`, {
      method: "POST",
      headers,
      body: JSON.stringify(reading),
    });
  const reading = { measuredAt: Date.now(), acPower: 5, frequency: 50, dcPower: null };
  await post(reading);
  await post(reading); // says nothing new
  await post({ measuredAt: Date.now(), acPower: "broken" });
  await solarmon(dataDir, "import", file, "--plant", "P", ...mapping);
  await server.close();
  await expect(totals(dataDir)).resolves.toMatchObject({
    pointsIngested: 6,
    pointsStored: 4,
    readingsRefused: 1,
    apiCalls: 3,
    liveMinutes: 0,
    plantsMonitored: 1,
    kwpMonitored: 7.5,
  });
  const csv = await solarmon(dataDir, "usage", "--csv", "--from", "2d");
  const [header, ...lines] = csv.stdout.trim().split("\n");
  expect(header).toBe("tenantId,tenant,day,measure,amount,unit");
  expect(lines).toHaveLength(7);
  expect(lines[6]).toMatch(/^[0-9a-f-]{36},"'=Helios, Ltd",\d{4}-\d\d-\d\d,kwpMonitored,7\.5,kWp$/);
  const text = await solarmon(dataDir, "usage", "--tenant", "=Helios, Ltd");
  expect(text.stdout).toMatch(/=Helios, Ltd\nDAY \(UTC\) +POINTS INGESTED .*\n\d{4}-\d\d-\d\d +6 /);
  const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  const none = await solarmon(dataDir, "usage", "--json", "--from", tomorrow, "--to", "2100-01-01");
  expect(none).toMatchObject({ code: 0, stdout: "" });
  const wrong = await solarmon(dataDir, "usage", "--from", "1d", "--to", "2d");
  expect(wrong).toMatchObject({ code: 2 });
});

it(
  "counts every record once when the server is killed under load",
  { timeout: 90_000 },
  async () => {
    await using folder = await temporaryFolder();
    const dataDir = folder.path;
    await makePlant(dataDir, "P", "UTC");
    const { topic, username, password } = await provision(dataDir);
    const ports = {
      SOLARMON_PORT: await freePort(),
      SOLARMON_MQTT_PORT: await freePort(),
    };
    const startedAt = Date.now() - 3_600_000;
    let sent = 0;
    for (let life = 0; life < 3; life++) {
      const child = spawnSolarmon(dataDir, ["up"], ports);
      const url = `http://127.0.0.1:${ports.SOLARMON_PORT}/readyz`;
      await vi.waitFor(async () => expect((await fetch(url)).ok).toBe(true), PATIENCE);
      const logIn = { username: String(username), password: String(password) };
      const client = await connectAsync(`mqtt://127.0.0.1:${ports.SOLARMON_MQTT_PORT}`, logIn);
      client.on("error", () => undefined);
      for (let batch = 0; batch < 5; batch++)
        await Promise.all(
          Array.from({ length: 100 }, async () => {
            const payload = { measuredAt: startedAt + ++sent, acPower: sent, frequency: 50 };
            await client.publishAsync(String(topic), JSON.stringify(payload), { qos: 1 });
          }),
        );
      child.kill("SIGKILL"); // most of it is not booked, some of that is stored
      await once(child, "close");
      client.end(true);
    }
    const figures = async () => {
      const { pointsIngested, pointsStored } = await totals(dataDir);
      return [pointsIngested, pointsStored];
    };
    const server = await startServer(dataDir);
    await vi.waitFor(
      async () => expect((await figures())[0]).toBeGreaterThanOrEqual(2 * sent),
      PATIENCE,
    );
    await server.close();
    await expect(figures()).resolves.toEqual([2 * sent, 2 * sent]);
  },
);
