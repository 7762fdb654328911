import { expect, it } from "vitest";
import { startServer, type TestServer } from "../support/server.ts";
import { solarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Hours become seconds. */
const FAST = {
  alarms: { everyMs: 100, limits: { freshMs: 1_500, silentAnytimeMs: 3_000, holdMs: 500 } },
};
const PATIENCE = { timeout: 40_000, interval: 200 };

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly subject: { readonly name: string };
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: number | null;
  readonly resolution: { readonly how: string } | null;
}

/** Devices send for as long as the work takes. */
async function whileSending(
  url: string,
  apiKeys: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const sending = apiKeys.map((apiKey) => sendUntil(url, apiKey, stop.signal));
  try {
    await work();
  } finally {
    stop.abort();
    await Promise.all(sending);
  }
}

async function sendUntil(url: string, apiKey: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const response = await fetch(`${url}/api/v1/readings?wait=stored`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": apiKey },
      body: JSON.stringify({ measuredAt: Date.now(), acPower: 4210 }),
    });
    expect(response.status).toBe(200);
  }
}

/** A tenant with a user, and a plant with two devices. */
async function makeHouse(dataDir: string) {
  const ask = async (...words: string[]): Promise<string> => {
    const { stdout, code, stderr } = await solarmon(dataDir, ...words, "--json");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return stdout;
  };
  const made: { user: object } = JSON.parse(
    await ask("tenant", "create", "T", "--user", "ann@example.org"),
  );
  await ask("plant", "create", "P", "--tenant", "T", "--time-zone", "UTC");
  const provision = async (name: string): Promise<string> => {
    const { apiKey }: { apiKey: string } = JSON.parse(await ask("device", "provision", "P", name));
    return apiKey;
  };
  const keys = [await provision("Inverter 1"), await provision("Inverter 2")] as const;
  return { user: made.user, keys };
}

async function logIn({ url }: TestServer, user: object): Promise<string> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(user);
  const response = await fetch(`${url}/api/v1/sessions`, { method: "POST", headers, body });
  const { token }: { token: string } = JSON.parse(await response.text());
  return token;
}

/** Devices of all plants that have sent something. */
async function latestOf(server: TestServer, token: string): Promise<readonly unknown[]> {
  const query = "{ plants { devices { latest { deviceId } } } }";
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data }: { data: { plants: { devices: { latest: object | null }[] }[] } } = JSON.parse(
    await response.text(),
  );
  return data.plants.flatMap(({ devices }) => devices.filter(({ latest }) => latest !== null));
}

async function alarmsOf(server: TestServer, token: string): Promise<readonly Listed[]> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/v1/alarms?state=all`, { headers });
  const { alarms }: { alarms: Listed[] } = JSON.parse(await response.text());
  return alarms;
}

it("a device falls silent: its alarm is told everywhere, outlives a restart, and ends when it is back", async () => {
  await using folder = await temporaryFolder();
  const { user, keys } = await makeHouse(folder.path);
  const [alive] = keys;
  let alarmId = "";
  {
    await using server = await startServer(folder.path, undefined, FAST);
    const token = await logIn(server, user);
    await whileSending(server.url, keys, async () => {
      await expect.poll(async () => (await latestOf(server, token)).length).toBe(2);
      await expect(alarmsOf(server, token)).resolves.toEqual([]);
    });
    await whileSending(server.url, [alive], async () => {
      await expect
        .poll(() => alarmsOf(server, token), PATIENCE)
        .toMatchObject([
          { kind: "device_silent", subject: { name: "Inverter 2" }, resolvedAt: null },
        ]);
      alarmId = (await alarmsOf(server, token))[0]?.id ?? "";
      const listed = await solarmon(folder.path, "alarms");
      expect(listed.stdout).toContain("P / Inverter 2");
      const seen = await solarmon(folder.path, "alarms", "acknowledge", alarmId, "--json");
      expect(seen.json).toMatchObject([{ alarmId, acknowledgedBy: expect.any(String) }]);
    });
  }
  await using server = await startServer(folder.path, undefined, FAST);
  const token = await logIn(server, user);
  const held = await alarmsOf(server, token);
  expect(held).toMatchObject([{ id: alarmId, acknowledgedBy: expect.any(String) }]);
  await whileSending(server.url, keys, async () => {
    await expect
      .poll(() => alarmsOf(server, token), PATIENCE)
      .toMatchObject([{ id: alarmId, resolution: { how: "by_itself" } }]);
  });
  const all = await solarmon(folder.path, "alarms", "--all", "--json");
  expect(all.json).toMatchObject([{ alarmId, resolution: { how: "by_itself" } }]);
  const audit = await solarmon(folder.path, "audit", "--action", "alarm.acknowledged", "--json");
  expect(audit.json).toMatchObject([{ subject: { kind: "alarm", id: alarmId } }]);
});

it("the command resolves an alarm for a reason, and says what is wrong with its use", async () => {
  await using folder = await temporaryFolder();
  const { user, keys } = await makeHouse(folder.path);
  await using server = await startServer(folder.path, undefined, FAST);
  const token = await logIn(server, user);
  await whileSending(server.url, keys.slice(0, 1), async () => {
    await expect.poll(async () => (await latestOf(server, token)).length).toBe(1);
  });
  const list = async () => (await solarmon(folder.path, "alarms", "--json")).json;
  await expect.poll(list, PATIENCE).toMatchObject([{ kind: "communication_lost" }]);
  const [{ alarmId = "" } = {}] = await list();
  const id = String(alarmId);
  const reason = "taken down";
  const resolved = await solarmon(folder.path, "alarms", "resolve", id, "--reason", reason);
  expect(resolved.stdout).toBe("Resolved: P.\n");
  const none = await solarmon(folder.path, "alarms", "--open");
  expect(none.stdout).toBe("No open alarms.\n");
  const all = await solarmon(folder.path, "alarms", "--all", "--plant", "P");
  expect(all.stdout).toContain(": taken down");
  for (const [words, code, message] of [
    [["resolve", id], 2, "--reason"],
    [["resolve", id, "--reason", " "], 2, "needs a reason"],
    [["acknowledge", "00000000-0000-4000-8000-000000000001"], 1, "there is no alarm"],
    [["--open", "--all"], 2, "cannot be used with"],
    [["--tenant", "Nobody"], 1, "there is no tenant Nobody"],
  ] as const) {
    const result = await solarmon(folder.path, "alarms", ...words);
    expect(result).toMatchObject({ code, stderr: expect.stringContaining(message) });
  }
});
