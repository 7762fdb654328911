import { connectAsync } from "mqtt";
import { afterAll, describe, expect, it } from "vitest";
import { missingOwnKafka, startKafka } from "../../../../scripts/services/kafka.ts";
import { startMosquitto } from "../../../../scripts/services/mosquitto.ts";
import { missingProgram } from "../../../../scripts/services/programs.ts";
import { missingOwnRedis, startRedis } from "../../../../scripts/services/redis.ts";
import { startServer } from "../../../../scripts/support/server-process.ts";
import { solarmonWith } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Environment, makePlantWith, type TestPlant } from "./house.ts";

const services = new AsyncDisposableStack();
afterAll(() => services.disposeAsync());

async function post(url: string, { apiKey }: TestPlant, acPower: number): Promise<string> {
  const response = await fetch(`${url}/api/v1/readings?wait=stored`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify({ measuredAt: Date.now(), acPower }),
  });
  return await response.text();
}

async function powers(environment: Environment, dataDir: string): Promise<readonly unknown[]> {
  const what = ["--plant", "P", "--points", "acPower", "--resolution", "raw", "--json"];
  const from = ["--from", "2000-01-01"];
  const { json } = await solarmonWith(environment, dataDir, "query", ...what, ...from);
  return json.map(({ acPower }) => acPower);
}

/** Posts a reading before and after a restart, with the rest of the server embedded; what was answered, and is stored. */
async function storeTwo(
  environment: Environment,
): Promise<{ answers: readonly string[]; stored: readonly unknown[] }> {
  await using folder = await temporaryFolder();
  const plant = await makePlantWith(environment, folder.path);
  const answers: string[] = [];
  for (const acPower of [1, 2]) {
    await using server = await startServer(folder.path, { environment });
    answers.push(await post(server.url, plant, acPower));
  }
  return { answers, stored: await powers(environment, folder.path) };
}

/** State by part, of a server that is ready. */
async function readyParts(url: string): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${url}/readyz`);
  if (!response.ok) throw new Error(`not ready: ${response.status}`);
  const { parts }: { parts: readonly { name: string; state: string }[] } = JSON.parse(
    await response.text(),
  );
  return Object.fromEntries(parts.map(({ name, state }) => [name, state]));
}

const BOTH = {
  answers: [expect.stringContaining('"stored"'), expect.stringContaining('"stored"')],
  stored: [1, 2],
};

describe("with one service, and the rest embedded", () => {
  it.skipIf(missingOwnRedis())("REDIS_URL", async () => {
    const { url } = services.use(await startRedis());
    await expect(storeTwo({ REDIS_URL: url })).resolves.toEqual(BOTH);
  });

  it.skipIf(missingOwnKafka())("KAFKA_BROKERS", async () => {
    const { brokers } = services.use(await startKafka());
    const environment = { KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: "2" };
    await expect(storeTwo(environment)).resolves.toEqual(BOTH);
  });

  it.skipIf(missingProgram("mosquitto"))("MQTT_URL", async () => {
    const mosquitto = services.use(await startMosquitto());
    const environment = { MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}` };
    await using folder = await temporaryFolder();
    const { topic } = await makePlantWith(environment, folder.path);
    await using server = await startServer(folder.path, { environment });
    expect(server.output()).toContain("MQTT       none here");
    const client = await connectAsync(environment.MQTT_URL);
    await client.publishAsync(topic, JSON.stringify({ measuredAt: Date.now(), acPower: 7 }), {
      qos: 1,
    });
    await client.endAsync();
    await expect
      .poll(() => powers(environment, folder.path), { timeout: 20_000, interval: 300 })
      .toEqual([7]);
    const mqttState = async (): Promise<unknown> => (await readyParts(server.url))["mqtt"];
    await expect(mqttState()).resolves.toBe("ok");
    await mosquitto.kill();
    await expect.poll(mqttState, { timeout: 20_000 }).toBe("degraded");
  });
});
