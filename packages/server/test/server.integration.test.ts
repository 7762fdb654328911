import { connectAsync } from "mqtt";
import { describe, expect, it } from "vitest";
import { makePlant, solarmon, spawnSolarmon } from "./support/solarmon.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

interface Provisioned {
  readonly deviceId: string;
  readonly topic: string;
  readonly username: string;
  readonly password: string;
  readonly apiKey: string;
}

async function provision(dataDir: string, name: string): Promise<Provisioned> {
  const { stdout } = await solarmon(dataDir, "device", "provision", "P", name, "--json");
  return JSON.parse(stdout);
}

async function postReading(server: TestServer, apiKey: string, reading: object): Promise<unknown> {
  const response = await fetch(`${server.url}/api/v1/readings?wait=stored`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify(reading),
  });
  return response.json();
}

describe("startSolarmon", () => {
  it("stores what devices send over MQTT and HTTP, and answers for it", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const device = await provision(folder.path, "Inverter 1");
    await using server = await startServer(folder.path);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    const now = Date.now();
    const { username, password, topic, apiKey } = device;
    const client = await connectAsync(server.mqttUrl, { username, password });
    await client.publishAsync(topic, JSON.stringify({ measuredAt: now, acPower: 4210 }), {
      qos: 1,
    });
    await client.endAsync();
    const answer = await postReading(server, apiKey, { measuredAt: now, acPower: 4210 });
    expect(JSON.stringify(answer)).toContain("duplicate");
    const corrected = await postReading(server, apiKey, { measuredAt: now, acPower: 4300 });
    expect(JSON.stringify(corrected)).toContain("replaced");

    const query = ["--plant", "P", "--points", "acPower", "--resolution", "raw", "--json"];
    const from = ["--from", new Date(now).toISOString()]; // "today" may be another day by now
    const { json } = await solarmon(folder.path, "query", ...query, ...from);
    expect(json).toMatchObject([{ device: "Inverter 1", acPower: 4300 }]);
  });

  it("has everything that was acknowledged after a stop and a start", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const { username, password, topic } = await provision(folder.path, "Inverter 1");
    const now = Date.now();
    {
      await using server = await startServer(folder.path);
      const client = await connectAsync(server.mqttUrl, { username, password });
      const sent = Array.from({ length: 500 }, (_, index) =>
        client.publishAsync(topic, JSON.stringify({ measuredAt: now - index, acPower: index }), {
          qos: 1,
        }),
      );
      await Promise.all(sent);
      await client.endAsync();
    }
    await using server = await startServer(folder.path);
    expect((await fetch(`${server.url}/readyz`)).ok).toBe(true);
    const query = ["--plant", "P", "--points", "acPower", "--resolution", "raw", "--json"];
    const { json } = await solarmon(folder.path, "query", ...query, "--from", "2000-01-01");
    expect(json).toHaveLength(500);
  });

  it("runs the stream again without changing anything", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const { apiKey } = await provision(folder.path, "Inverter 1");
    {
      await using server = await startServer(folder.path);
      await postReading(server, apiKey, { measuredAt: Date.now(), acPower: 100 });
      const live = await solarmon(folder.path, "replay", "--from", "1h", "--json");
      expect(live.json).toMatchObject([{ records: 1, readings: { stored: 0, duplicate: 1 } }]);
    }
    const stopped = await solarmon(folder.path, "replay", "--from", "1h", "--json");
    expect(stopped.json).toMatchObject([{ records: 1, readings: { stored: 0, duplicate: 1 } }]);
  });

  it("keeps a second server away from the folder, and says who has it", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer(folder.path);
    expect((await fetch(`${server.url}/healthz`)).ok).toBe(true);
    await expect(startServer(folder.path)).rejects.toMatchObject({ code: "locked" });
  });

  it.each([
    ["HTTP", "SOLARMON_PORT", "SOLARMON_MQTT_PORT"],
    ["MQTT", "SOLARMON_MQTT_PORT", "SOLARMON_PORT"],
  ] as const)(
    "says that the %s port is taken and how to choose another",
    async (door, taken, free) => {
      await using folder = await temporaryFolder();
      await using other = await temporaryFolder();
      await using server = await startServer(folder.path);
      const { port } = new URL(door === "HTTP" ? server.url : server.mqttUrl);
      const second = spawnSolarmon(other.path, ["up"], { [taken]: port, [free]: "0" });
      let stderr = "";
      second.stderr?.setEncoding("utf8").on("data", (part: string) => (stderr += part));
      const code = await new Promise((resolve) => second.once("close", resolve));
      expect(stderr).toContain(`${door} port ${port} on 127.0.0.1 is taken`);
      expect(stderr).toContain(taken);
      expect(code).toBe(3);
    },
  );

  it("tells the processor's lag in its metrics", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const { apiKey } = await provision(folder.path, "Inverter 1");
    await using server = await startServer(folder.path);
    await postReading(server, apiKey, { measuredAt: Date.now(), acPower: 100 });
    await expect
      .poll(async () => (await fetch(`${server.url}/metrics`)).text(), { timeout: 10_000 })
      .toMatch(/^solarmon_processor_lag_records 0$/m);
  });
});
