import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connectAsync } from "mqtt";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram, missingProgram } from "../../../scripts/services/programs.ts";
import { readRows, realData } from "./support/real-data.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { solarmon } from "./support/solarmon.ts";
import { temporaryFolder, type TemporaryFolder } from "./support/temporary-folder.ts";

const FILE = realData("plant1_22inv_15min/generation.csv.gz");
const DASHBOARD = fileURLToPath(new URL("../../dashboard", import.meta.url));
const EMAIL = "owner@plant.example";
/** A day without a gap: 22 inverters, 96 readings each. */
const DAY = "2020-05-17";
const INDIA_MS = 5.5 * 3_600_000;

interface Slot {
  readonly at: number;
  readonly readings: readonly { readonly inverter: string; readonly powerW: number }[];
}

/** What the 22 inverters measured at each quarter of an hour of the day. */
async function readDay(): Promise<Slot[]> {
  const written = `${DAY.slice(8)}-${DAY.slice(5, 7)}-${DAY.slice(0, 4)}`;
  const rows = (await readRows(FILE ?? "")).filter(([time]) => time?.startsWith(written));
  const byTime = Map.groupBy(rows, ([time = ""]) => time.slice(11));
  return [...byTime].map(([time, own]) => ({
    at: Date.parse(`${DAY}T${time}:00Z`) - INDIA_MS,
    readings: own.map((row) => ({
      inverter: row[2] ?? "",
      powerW: Math.round(Number(row[4]) * 1000),
    })),
  }));
}

async function command(dataDir: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { json, stderr } = await solarmon(dataDir, ...args, "--json");
  return json.at(-1) ?? { error: stderr };
}

/** Sends the day through a gateway, a message per quarter of an hour, at QoS 1. */
async function replay(dataDir: string, server: TestServer, day: readonly Slot[]): Promise<void> {
  const gateway = ["device", "provision", "Plant 1", "Logger", "--kind", "logger", "--gateway"];
  const { username, password, topic } = await command(dataDir, ...gateway);
  const ids = new Map<string, unknown>();
  for (const { inverter } of day[0]?.readings ?? []) {
    const made = await command(dataDir, "device", "provision", "Plant 1", inverter);
    ids.set(inverter, made["deviceId"]);
  }
  const client = await connectAsync(server.mqttUrl, {
    username: String(username),
    password: String(password),
  });
  for (const { at, readings } of day) {
    const batch = readings.map(({ inverter, powerW }) => ({
      deviceId: ids.get(inverter),
      measuredAt: at,
      acPower: powerW,
    }));
    await client.publishAsync(String(topic), JSON.stringify({ readings: batch }), { qos: 1 });
  }
  await client.endAsync();
}

/** The drawn points as the page's own table tells them. */
async function shownCurve(page: Page): Promise<Map<number, number>> {
  await page.getByText("View as table").click();
  const rows = page.locator('[data-testid="curve-table"] tbody tr');
  await rows.first().waitFor();
  const points = await rows.evaluateAll((found) =>
    found.map((row): [number, number] => [
      Number(row.getAttribute("data-at")),
      Number(row.getAttribute("data-value")),
    ]),
  );
  return new Map(points);
}

const missing = FILE ? missingProgram("chromium") : "../shared is absent";

describe.skipIf(missing)(`a real plant in Chromium${missing ? `: ${missing}` : ""}`, () => {
  let browser: Browser;
  let built: TemporaryFolder;

  beforeAll(async () => {
    built = await temporaryFolder();
    const vite = `${DASHBOARD}/node_modules/.bin/vite`;
    const args = ["build", "--logLevel", "warn", "--emptyOutDir", "--outDir", built.path];
    const env = { ...process.env, NODE_ENV: "production" }; // what is shipped, not vitest's mode
    await promisify(execFile)(vite, args, { cwd: DASHBOARD, env });
    browser = await chromium.launch({
      executablePath: findProgram("chromium") ?? "",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    });
  });

  afterAll(async () => {
    await browser.close();
    await built[Symbol.asyncDispose]();
  });

  it("shows the curve of a day that came over MQTT, equal to what is stored and what was sent", async () => {
    await using folder = await temporaryFolder();
    const dataDir = folder.path;
    const { user } = await command(dataDir, "tenant", "create", "Owner", "--user", EMAIL);
    const place = ["--tenant", "Owner", "--time-zone", "Asia/Kolkata"];
    const { plantId } = await command(dataDir, "plant", "create", "Plant 1", ...place);
    const day = await readDay();
    expect(day).toHaveLength(96);
    await using server = await startServer(dataDir, built.path);
    await replay(dataDir, server, day);

    const span = ["--from", DAY, "--to", "2020-05-18", "--resolution", "5m", "--total", "--json"];
    const query = ["query", "--plant", "Plant 1", "--points", "acPower", ...span];
    // Acknowledged is durable; the roll-ups follow within a second or so.
    await expect
      .poll(async () => (await solarmon(dataDir, ...query)).json.length, { timeout: 20_000 })
      .toBe(96);
    const stored = (await solarmon(dataDir, ...query)).json;

    const page = await browser.newPage();
    await page.goto(`${server.url}/#/plants/${String(plantId)}?day=${DAY}`);
    await page.fill("[name=email]", EMAIL);
    await page.fill("[name=password]", passwordOf(user));
    await page.click("button[type=submit]");
    const shown = await shownCurve(page);

    for (const [index, { at, readings }] of day.entries()) {
      const sentW = readings.reduce((sum, { powerW }) => sum + powerW, 0);
      expect(stored[index]?.["acPower"]).toBe(sentW);
      expect(shown.get(at)).toBe(sentW);
    }
  });
});

function passwordOf(user: unknown): string {
  const isUser = typeof user === "object" && user !== null && "password" in user;
  return isUser ? String(user.password) : "";
}
