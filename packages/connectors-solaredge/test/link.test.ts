import type { KnownSite, LinkPage } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { inverterTelemetry, NOW, openFakeApi, QUARTER_WH } from "./support/fake-api.ts";

const INVERTER = { type: "INVERTER", serialNumber: "7E1", active: true, name: "Roof" };
const OVERVIEW = { siteId: 1, production: { total: 12.5, unit: "KWH" } };

const site = (key: string, timeZone = "Europe/Dublin"): KnownSite => ({
  key,
  timeZone,
  devices: [
    { key: `site:${key}`, kind: "meter" },
    { key: "7E1", kind: "inverter" },
    { key: "M1", kind: "meter" },
  ],
});

async function pagesOf(pages: AsyncIterable<LinkPage> | readonly LinkPage[]): Promise<LinkPage[]> {
  const all: LinkPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

function listed(count: number): readonly object[] {
  const location = { timezone: "Europe/Dublin" };
  return Array.from({ length: count }, (_, siteId) => ({ siteId, name: "", location }));
}

test("a list of sites may be bare, and goes on after a full page", async () => {
  const { link, asked } = await openFakeApi({
    "/sites?sites-in-page=1000&page=2": listed(3),
    "/sites?": { sites: { count: 1_000, site: listed(1_000) } },
    "/sites/": [],
  });
  // A discovery asks for devices, too, and ends when the minute's calls are used up.
  await expect(link.discover()).rejects.toMatchObject({ kind: "rate" });
  expect(asked.slice(0, 2)).toEqual([
    "/sites?sites-in-page=1000",
    "/sites?sites-in-page=1000&page=2",
  ]);
});

test("a discovery that the minute cuts goes on where it was", async () => {
  const sites = Array.from({ length: 12 }, (_, index) => ({ siteId: 100 + index, name: "Roof" }));
  const details = { location: { timezone: "Europe/Dublin" } };
  const each = sites.flatMap(({ siteId }) => [
    [`/sites/${siteId}/devices`, [INVERTER]],
    [`/sites/${siteId}`, details],
  ]);
  const api = await openFakeApi({ "/sites?": sites, ...Object.fromEntries(each) });
  let found = 0;
  for (let minutes = 0; minutes < 5 && found === 0; minutes += 1) {
    found = (await api.link.discover().catch(() => [])).length;
    api.clock.advance(MINUTE_MS + 2_000);
  }
  expect(found).toBe(12);
  expect(new Set(api.asked.filter((path) => path !== api.asked[0])).size).toBe(24);
});

test("of a site that is not permitted the discovery says so, and finds the others", async () => {
  const { link } = await openFakeApi({
    "/sites?": [
      { siteId: 1, name: "Closed" },
      { siteId: 2, name: "Open", peakPower: 5.68 },
    ],
    "/sites/1": 403,
    "/sites/2/devices": [INVERTER, { ...INVERTER, serialNumber: "old", active: false }],
    "/sites/2": { location: { timezone: "Mars/Olympus" }, installationDate: "2022-08-15" },
  });
  const [closed, open] = await link.discover();
  expect(closed).toMatchObject({ key: "1", name: "Closed", timeZone: null });
  expect(closed?.capabilities[0]).toMatchObject({ name: "acPower", reason: "not_permitted" });
  // A zone that nobody knows is none, and a date is no instant.
  expect(open).toMatchObject({ timeZone: null, dcKwp: 5.68 });
  expect(open?.devices.map(({ key }) => key)).toEqual(["site:2", "7E1"]);
  expect(open).not.toHaveProperty("since");
});

test("telemetry that is refused is told, hides nothing else, and is left alone for a day", async () => {
  const api = await openFakeApi({
    "/sites/1/inverters": inverterTelemetry("7E1"),
    "/sites/1/meters": 403,
    "/sites/1/overview": OVERVIEW,
  });
  const pages = await pagesOf(api.link.poll([site("1")]));
  expect(pages.every(({ error }) => error === undefined)).toBe(true);
  const devices = pages.flatMap(({ readings }) => readings).map(({ deviceId }) => deviceId);
  expect(new Set(devices)).toEqual(new Set(["7E1"]));
  expect(pages.flatMap(({ problems }) => problems)).toContainEqual(
    expect.objectContaining({ path: "/meters/telemetry", code: "vendor_error" }),
  );
  const meterCalls = () => api.asked.filter((path) => path.includes("/meters/")).length;
  api.clock.advance(HOUR_MS);
  await pagesOf(api.link.poll([site("1")]));
  expect(meterCalls()).toBe(1);
  api.clock.advance(DAY_MS);
  await pagesOf(api.link.poll([site("1")]));
  expect(meterCalls()).toBe(2);
});

test("an inverter counts the day as far as the portal knows it, and yesterday", async () => {
  const { link, clock } = await openFakeApi({
    "/sites/1/inverters": inverterTelemetry("7E1"),
    "/sites/1/meters": 404,
  });
  const readings = (await pagesOf(link.poll([site("1")]))).flatMap((page) => page.readings);
  // It is five past eleven at the site; the portal knows nine quarters of an hour until a quarter past ten or less.
  const newest = readings.at(-1);
  const quarters =
    (Date.parse("2026-06-10T10:00:00+01:00") - Date.parse("2026-06-10T08:00+01:00")) / 900_000;
  expect(newest).toMatchObject({
    deviceId: "7E1",
    measuredAt: Date.parse("2026-06-10T10:00:00+01:00"),
    values: { acEnergyToday: quarters * QUARTER_WH },
  });
  const evening = readings.find(
    ({ measuredAt }) => measuredAt === Date.parse("2026-06-10T00:00:00+01:00") - 1,
  );
  expect(evening?.values["acEnergyToday"]).toBe(64 * QUARTER_WH);
  clock.advance(HOUR_MS);
  const later = (await pagesOf(link.poll([site("1")]))).flatMap((page) => page.readings);
  // Nothing is new, and the count is the same.
  expect(later).toEqual([newest]);
});

test("where no inverter may be read, the overview tells what the site made until the last quarter", async () => {
  const { link } = await openFakeApi({ "/sites/1/overview": OVERVIEW, "/sites/1": 403 });
  const readings = (await pagesOf(link.poll([site("1")]))).flatMap((page) => page.readings);
  expect(readings).toMatchObject([
    { deviceId: "site:1", measuredAt: NOW - 5 * MINUTE_MS, values: { acEnergyToday: 12_500 } },
  ]);
});

test("a history of which one kind is refused goes on, and one of which all are does not", async () => {
  const api = await openFakeApi({ "/sites/1/inverters": inverterTelemetry("7E1") });
  const span = { start: NOW - 2 * HOUR_MS, end: NOW };
  const [page] = await pagesOf(api.link.history?.(site("1"), span) ?? []);
  expect(page).toMatchObject({ covers: span, problems: [{ code: "vendor_error" }] });
  expect(page?.readings.length).toBeGreaterThan(0);
  api.replies = { "/sites/1": 403 };
  const refused = pagesOf(api.link.history?.(site("1"), span) ?? []);
  await expect(refused).rejects.toMatchObject({ kind: "permission" });
});

test("a site without a zone is refused with what to do, and hides no other", async () => {
  const { link } = await openFakeApi({
    "/sites/2/inverters": inverterTelemetry("7E1"),
    "/sites/2/meters": 404,
    "/sites/2/overview": OVERVIEW,
  });
  const [refused, ...others] = await pagesOf(link.poll([site("1", ""), site("2")]));
  expect(refused).toMatchObject({ siteKey: "1", error: { kind: "invalid" } });
  expect(refused?.error?.message).toMatch(/time zone.*set it/u);
  expect(others.flatMap(({ readings }) => readings).length).toBeGreaterThan(0);
});

test("a vendor that is down is not asked for every site", async () => {
  const { link, asked } = await openFakeApi({ "/sites/": 503 });
  const sites = ["1", "2", "3", "4"].map((key) => site(key));
  await expect(pagesOf(link.poll(sites))).rejects.toMatchObject({ kind: "transient" });
  expect(asked).toHaveLength(2);
});

test("an API that is retired is told as such", async () => {
  const { link } = await openFakeApi({ "/sites/": 410 });
  const pages = await pagesOf(link.poll([site("1")]));
  expect(pages.at(-1)?.error).toMatchObject({ kind: "gone" });
  expect(pages.at(-1)?.error?.message).toMatch(/retired/u);
});

test("an answer about another time becomes no reading", async () => {
  const reply = { inverters: {}, period: { from: "2026-06-10T10:00:00Z" } };
  const { link } = await openFakeApi({
    "/sites/1/inverters": reply,
    "/sites/1/meters": 404,
    "/sites/1/overview": OVERVIEW,
  });
  const pages = await pagesOf(link.poll([site("1")]));
  expect(pages).toMatchObject([{ readings: [], error: { kind: "protocol" } }]);
  expect(pages[0]?.error?.message).toMatch(/asked was 2026-06-08T23:45:00/u);
});

test("the second key goes along where there is one", async () => {
  const { link, headers } = await openFakeApi({ "/sites?": [] }, "account-2");
  await link.discover();
  expect(headers[0]?.get("x-api-key")).toBe("key-1");
  expect(headers[0]?.get("x-account-key")).toBe("account-2");
});
