import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { DAY_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { startServer } from "../support/server.ts";
import { makePlant, solarmon, spawnSolarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startDatamanager } from "./fronius-stand-in.ts";

/** A link is first read again within its interval, at its own moment. */
const PATIENCE = { timeout: 100_000, interval: 500 };

test("the vendors that can be read are listed with what they ask for", async () => {
  await using folder = await temporaryFolder();
  const { code, json } = await solarmon(folder.path, "connect", "--json");
  expect(code).toBe(0);
  const settings = expect.arrayContaining([expect.objectContaining({ name: "address" })]);
  expect(json).toContainEqual(expect.objectContaining({ vendor: "fronius", settings }));
  const unknown = await solarmon(folder.path, "connect", "nobody");
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("fronius") });
});

test("a vendor is tried, connected and read without a server", async () => {
  await using folder = await temporaryFolder();
  await using standIn = await startDatamanager();
  await makePlant(folder.path, "Roof", "Europe/Berlin");
  const run = (...words: string[]) => solarmon(folder.path, ...words);
  const address = `address=${standIn.settings["address"]}`;

  const tried = await run("connect", "fronius", "--set", address, "--try", "--json");
  expect(tried.code).toBe(0);
  expect(tried.json).toContainEqual({ site: expect.objectContaining({ key: "local" }) });
  expect(tried.json).toContainEqual({ reply: expect.objectContaining({ status: 200 }) });
  await expect(run("link", "list", "--json")).resolves.toMatchObject({ json: [] });

  const undecided = await run("connect", "fronius", "--set", address);
  expect(undecided).toMatchObject({ code: 2, stderr: expect.stringContaining("--create-plants") });
  const made = await run("connect", "fronius", "--set", address, "--plant", "Roof", "--json");
  expect(made.json).toMatchObject([
    { vendor: "fronius", name: "Fronius", sites: [{ key: "local" }] },
  ]);
  const taken = await run("connect", "fronius", "--set", address, "--plant", "Roof");
  expect(taken).toMatchObject({ code: 3, stderr: expect.stringContaining("give each link") });

  const polled = await run("poll", "Fronius", "--json");
  expect(polled.json.at(-1)).toHaveProperty("budgets");
  const query = ["--points", "acPower", "--resolution", "raw", "--json"];
  const stored = await run("query", "--plant", "Roof", ...query);
  expect(new Set(stored.json.map(({ device }) => device))).toContain("inverter:1");

  const tooOld = await run("backfill", "Fronius", "--from", "40d", "--to", "39d");
  expect(tooOld).toMatchObject({ code: 1, stderr: expect.stringContaining("16 days") });
  const unknown = await run("poll", "Roofs");
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("solarmon link list") });
  await run("link", "remove", "Fronius");
  await expect(run("link", "list", "--json")).resolves.toMatchObject({ json: [] });
});

test("a server takes up what the command connects, and fills what it asks for", async () => {
  await using folder = await temporaryFolder();
  await using standIn = await startDatamanager();
  await solarmon(folder.path, "tenant", "create", "Helios");
  await using server = await startServer(folder.path);
  expect(server.url).toContain("http");
  const run = (...words: string[]) => solarmon(folder.path, ...words, "--json");
  const address = `address=${standIn.settings["address"]}`;
  await run("connect", "fronius", "--set", address, "--create-plants", "--name", "Roofs");
  const list = async () => (await run("link", "list")).json[0];
  await expect.poll(list, PATIENCE).toMatchObject({ status: { health: "ok" } });

  const filled = await run("backfill", "Roofs", "--from", "9d", "--to", "8d");
  expect(filled.json).toContainEqual({ progressPercent: 100 });
  expect(filled.json.at(-1)).toMatchObject({ siteKeys: ["local"], vendorHasNoneMs: 0 });
  const day = new Date(Date.now() - 8.5 * DAY_MS).toISOString().slice(0, 10);
  const plant = (await run("plant", "list")).json[0]?.["name"];
  const query = ["--points", "acPower", "--resolution", "raw", "--from", day];
  const stored = await run("query", "--plant", String(plant), ...query);
  expect(stored.json.length).toBeGreaterThan(100);
});

test("a server that is killed while it fills goes on with it when it is started again", async () => {
  await using folder = await temporaryFolder();
  await using standIn = await startDatamanager();
  await solarmon(folder.path, "tenant", "create", "Helios");
  const run = (...words: string[]) => solarmon(folder.path, ...words);
  const first = await startKillable(folder.path);
  const address = `address=${standIn.settings["address"]}`;
  await run("connect", "fronius", "--set", address, "--create-plants", "--name", "Roofs");
  standIn.misbehave("slow");
  const watching = spawnSolarmon(folder.path, ["backfill", "Roofs", "--from", "15d"]);
  await expect.poll(() => requestedGap(run), PATIENCE).toContain("not started");
  first.kill("SIGKILL");
  await once(first, "close");
  await once(watching, "close");
  standIn.misbehave(null);
  const second = await startKillable(folder.path);
  await expect.poll(() => requestedGap(run), PATIENCE).toContain("filled");
  second.kill("SIGTERM");
  await once(second, "close");
}, 240_000);

/** How the span that was asked for is doing, as people are told. */
async function requestedGap(run: (...words: string[]) => ReturnType<typeof solarmon>) {
  const { stdout } = await run("link", "show", "Roofs");
  return stdout.split("\n").find((line) => line.includes("(requested)")) ?? "";
}

async function startKillable(dataDir: string): Promise<ChildProcess> {
  const server = spawnSolarmon(dataDir, ["up"], { SOLARMON_PORT: "0", SOLARMON_MQTT_PORT: "0" });
  let text = "";
  const { stdout } = server;
  if (!stdout) throw new TypeError("the server's output is a pipe");
  for await (const part of stdout.setEncoding("utf8")) {
    text += String(part);
    if (text.includes("ready")) break;
  }
  return server;
}
