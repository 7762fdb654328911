import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram, missingProgram } from "../../../scripts/services/programs.ts";
import { formatClock } from "../src/format/time.ts";
import { addDays, dayStart, localDayOf } from "../src/time/local-day.ts";
import { weakTexts } from "./support/contrast.ts";
import { EMAIL, type FakeServer, PASSWORD, startFakeServer } from "./support/fake-server.ts";
import { openAlarms } from "./support/open-alarms.ts";
import { makeSunPark, type SunPark } from "./support/sun-park.ts";

const SECOND_MS = 1_000;
const LIVE = '[data-testid="live-state"][data-state="live"]';
const LOST = '[data-testid="live-state"][data-state="lost"]';

let directory: string;
let browser: Browser;

/** A fresh plant, server and browser context; problems in the console fail the test. */
async function open(options: BrowserContextOptions = {}) {
  const park = makeSunPark();
  const server = await startFakeServer(directory, park);
  const start = Math.floor(Date.now() / SECOND_MS) * SECOND_MS - 60 * SECOND_MS;
  server.report(start, 1_000);
  const context = await browser.newContext({ timezoneId: "America/New_York", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  return {
    park,
    server,
    page,
    start,
    problems,
    async [Symbol.asyncDispose]() {
      await context.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function logIn(page: Page, server: FakeServer, hash = ""): Promise<void> {
  await page.goto(server.url + hash);
  await page.fill("[name=email]", EMAIL);
  await page.fill("[name=password]", PASSWORD);
  await page.click("button[type=submit]");
}

async function openPlant(page: Page, server: FakeServer, park: SunPark): Promise<void> {
  await logIn(page, server, `#/plants/${park.id}`);
  await page.waitForSelector(LIVE);
}

/** For whoever wants to look: SOLARMON_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["SOLARMON_PICTURES"];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

const powerNow = (page: Page, valueW: number): Promise<unknown> =>
  page.waitForSelector(`[data-testid="power-now"][data-value="${valueW}"]`);

/** The drawn points from `start` on, as the table tells them. */
async function liveRows(page: Page, start: number): Promise<[number, number][]> {
  const rows = await page.$$eval('[data-testid="curve-table"] tbody tr', (found) =>
    found.map((row): [number, number] => [
      Number(row.getAttribute("data-at")),
      Number(row.getAttribute("data-value")),
    ]),
  );
  return rows.filter(([at]) => at >= start);
}

describe.skipIf(missingProgram("chromium"))("the dashboard in Chromium", () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "solarmon-dashboard-"));
    const cwd = join(import.meta.dirname, "..");
    const args = ["build", "--logLevel", "warn", "--emptyOutDir", "--outDir", directory];
    const env = { ...process.env, NODE_ENV: "production" }; // what is shipped, not vitest's mode
    await promisify(execFile)(join(cwd, "node_modules/.bin/vite"), args, { cwd, env });
    browser = await chromium.launch({
      executablePath: findProgram("chromium") ?? "",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    });
  });

  afterAll(async () => {
    await browser.close();
    await rm(directory, { recursive: true, force: true });
  });

  it("lets in with the right password only", async () => {
    await using house = await open();
    await house.page.goto(house.server.url);
    await house.page.fill("[name=email]", EMAIL);
    await house.page.fill("[name=password]", "wrong");
    await house.page.click("button[type=submit]");
    await house.page.waitForSelector("text=E-mail or password is wrong.");
    await house.page.fill("[name=password]", PASSWORD);
    await house.page.click("button[type=submit]");
    await house.page.waitForSelector('[data-testid="plant-row"][data-status="ok"]');
    expect(await house.page.title()).toBe("Plants · Solarmon");
    expect(house.problems).toEqual([]);
  });

  it("asks to log in again when the time is over, and comes back to the same page", async () => {
    await using house = await open();
    house.server.sessionMs = 2_000;
    await openPlant(house.page, house.server, house.park);
    await house.page.waitForSelector("text=Your session has ended.");
    house.server.sessionMs = 60_000;
    await house.page.fill("[name=email]", EMAIL);
    await house.page.fill("[name=password]", PASSWORD);
    await house.page.click("button[type=submit]");
    await powerNow(house.page, 1_000);
    expect(house.page.url()).toContain(house.park.id);
  });

  it("shows live power, tiles and curve without reload", async () => {
    await using house = await open();
    const { page, server, start } = house;
    await openPlant(page, server, house.park);
    await page.click('[data-testid="curve-table-toggle"]');
    for (const [step, powerW] of [2_000, 3_000, 4_000].entries()) {
      server.report(start + (step + 1) * 10 * SECOND_MS, powerW);
      await powerNow(page, powerW);
    }
    await page.waitForSelector(`tr[data-at="${start + 30 * SECOND_MS}"][data-value="4000"]`);
    expect(await liveRows(page, start)).toEqual(
      [1_000, 2_000, 3_000, 4_000].map((powerW, step) => [start + step * 10_000, powerW]),
    );
    const tiles = await page.$$eval('[data-testid="inverter-tile"]', (found) =>
      found.map((tile) => tile.getAttribute("data-value")),
    );
    expect(tiles).toEqual(["2000", "2000"]);
    expect(house.problems).toEqual([]);
  });

  it("says when the link is lost, and goes on without a gap", async () => {
    await using house = await open();
    const { page, server, start } = house;
    await openPlant(page, server, house.park);
    await page.click('[data-testid="curve-table-toggle"]');
    server.report(start + 10 * SECOND_MS, 2_000);
    await powerNow(page, 2_000);

    server.unplug();
    await page.waitForSelector(LOST);
    const clock = formatClock(start + 10 * SECOND_MS, house.park.timeZone);
    expect(await page.textContent('[data-testid="link-bar"]')).toContain(
      `Live link lost, showing ${clock}`,
    );
    server.report(start + 20 * SECOND_MS, 3_000);
    server.report(start + 30 * SECOND_MS, 4_000);
    expect(await page.getAttribute('[data-testid="power-now"]', "data-value")).toBe("2000");

    server.plugIn();
    await page.waitForSelector(LIVE);
    await powerNow(page, 4_000);
    await page.waitForSelector(`tr[data-at="${start + 30 * SECOND_MS}"]`);
    expect(await liveRows(page, start)).toEqual(
      [1_000, 2_000, 3_000, 4_000].map((powerW, step) => [start + step * 10_000, powerW]),
    );
    expect(server.asked.at(-1)).toBe("2");
    expect(await page.$('[data-testid="link-bar"]')).toBeNull();
  });

  it("shows earlier days, with the day in the address", async () => {
    await using house = await open();
    const { page } = house;
    await openPlant(page, house.server, house.park);
    const { timeZone } = house.park;
    const yesterday = addDays(localDayOf(Date.now(), timeZone), -1);
    await page.click("a[rel=prev]");
    await page.waitForSelector(`[data-testid="day-switch"][data-day="${yesterday}"]`);
    expect(page.url()).toContain(`?day=${yesterday}`);
    await page.click('[data-testid="curve-table-toggle"]');
    await page.waitForSelector('[data-testid="curve-table"] tbody tr');
    const rows = await liveRows(page, 0);
    expect(rows).toHaveLength(288);
    expect(rows[0]).toEqual([dayStart(yesterday, timeZone), 1_000]);
    await page.goBack();
    await page.waitForSelector(LIVE);
  });

  it("walks the curve by keyboard", async () => {
    await using house = await open();
    const { page } = house;
    await openPlant(page, house.server, house.park);
    await page.waitForSelector('.chart[aria-label*="peak 1.00 kW"]');
    await page.focus(".chart");
    await page.keyboard.press("Home");
    await page.waitForSelector(".curve-readout:has-text('00:00 1.00 kW')");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".curve-readout:has-text('00:05 1.00 kW')");
    expect(house.problems).toEqual([]);
  });

  it("says how the plant's vendor links are doing", async () => {
    await using house = await open();
    const { page, server, park } = house;
    const until = dayStart(addDays(localDayOf(Date.now(), "UTC"), 3), "UTC");
    const link = { id: "l", vendor: "solaredge", reason: null, lastPolledAt: null, gaps: [] };
    const waiting = { health: "waiting_for_quota", until: new Date(until).toISOString() };
    const login = { health: "needs_login", until: null, reason: "the token has expired" };
    server.links = [
      { ...link, ...waiting, name: "Roofs" },
      { ...link, ...login, id: "m", name: "Barn" },
    ];
    await openPlant(page, server, park);
    await page.waitForSelector("text=Waiting for vendor quota until");
    await page.waitForSelector("text=the token has expired");
    expect(await page.locator('[data-testid="vendor-link"]').count()).toBe(2);
    expect(await weakTexts(page)).toEqual([]);
    expect(house.problems).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "lists alarms, the worst first, in the %s theme",
    async (colorScheme) => {
      await using house = await open({ colorScheme, viewport: { width: 1280, height: 900 } });
      const { page, server, park } = house;
      server.alarms = openAlarms(park);
      await logIn(page, server);
      const rows = page.locator('[data-testid="alarm"]');
      await rows.nth(1).waitFor();
      const texts = await rows.allTextContents();
      expect(texts[0]).toContain("Vendor needs login: the token has expired");
      expect(texts[0]).toContain("Roofs and 3 more for it");
      expect(texts[1]).toContain("Sun park · Inverter 2");
      expect(texts[1]).toContain("for 2 h · seen by ana@sun-park.example");
      expect(await weakTexts(page)).toEqual([]);
      await picture(page, `alarms-portfolio-${colorScheme}`);
      await rows.nth(1).locator("a").click();
      await page.waitForSelector(LIVE);
      await page.waitForSelector("text=Device silent");
      expect(await rows.count()).toBe(1); // the link's concerns no plant alone
      expect(await rows.first().textContent()).toContain("since ");
      expect(await weakTexts(page)).toEqual([]);
      await picture(page, `alarms-plant-${colorScheme}`);
      expect(house.problems).toEqual([]);
    },
  );

  it("tells a new tenant what to do next", async () => {
    await using house = await open();
    house.server.isEmpty = true;
    await logIn(house.page, house.server);
    await house.page.waitForSelector("text=solarmon plant create");
    expect(await house.page.$('[data-testid="plant-row"]')).toBeNull();
  });

  it("gives one answer for plants that are not there", async () => {
    await using house = await open();
    await logIn(house.page, house.server, "#/plants/00000000-0000-4000-8000-000000000000");
    await house.page.waitForSelector("text=There is no such plant");
    expect(await house.page.$('[data-testid="power-now"]')).toBeNull();
  });

  it.each(["light", "dark"] as const)("has readable text in the %s theme", async (colorScheme) => {
    await using house = await open({ colorScheme });
    await house.page.goto(house.server.url);
    await house.page.waitForSelector("form");
    expect(await weakTexts(house.page)).toEqual([]);
    await logIn(house.page, house.server);
    await house.page.waitForSelector('[data-testid="plant-row"]');
    expect(await weakTexts(house.page)).toEqual([]);
    await openPlantFromList(house.page);
    house.server.unplug();
    await house.page.waitForSelector(LOST);
    expect(await weakTexts(house.page)).toEqual([]);
  });

  it("fits a width of 320 px", async () => {
    await using house = await open({ viewport: { width: 320, height: 640 } });
    const { page, server } = house;
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    server.alarms = openAlarms(house.park);
    await logIn(page, server);
    await page.waitForSelector('[data-testid="plant-row"]');
    await page.waitForSelector('[data-testid="alarm"]');
    expect(await overflow()).toBeLessThanOrEqual(0);
    await openPlantFromList(page);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.click('[data-testid="curve-table-toggle"]');
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});

async function openPlantFromList(page: Page): Promise<void> {
  await page.click('[data-testid="plant-row"] a');
  await page.waitForSelector(LIVE);
}
