import type { KnownSite, LinkPage, VendorLink } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, type Span } from "@solarmon/core";
import { expect, test } from "vitest";
import { allPages, FakeNorthbound, insist, START } from "./support/fake-northbound.ts";

const DAY: Span = { start: START - 2 * DAY_MS, end: START - DAY_MS };

function devices(kind: "inverter" | "battery", type: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    key: `${type}${index}`,
    kind,
    address: { type },
  }));
}

function siteOf(inverters: number, batteries = 0, key = "NE=1"): KnownSite {
  return {
    key,
    timeZone: "UTC",
    devices: [...devices("inverter", "38", inverters), ...devices("battery", "39", batteries)],
  };
}

/** A row each hour. */
function northbound(refused: readonly number[] = []): FakeNorthbound {
  const fake = new FakeNorthbound();
  fake.answers["getDevHistoryKpi"] = ({ devIds, devTypeId, startTime, endTime }) => {
    if (refused.includes(Number(devTypeId))) return { success: false, failCode: 401 };
    const ids = String(devIds).split(",");
    const dataItemMap = devTypeId === 38 ? { active_power: 1 } : { battery_soc: 50 };
    const data: object[] = [];
    const first = Math.ceil(Number(startTime) / HOUR_MS) * HOUR_MS;
    for (let collectTime = first; collectTime <= Number(endTime); collectTime += HOUR_MS)
      for (const devId of ids) data.push({ devId, collectTime, dataItemMap });
    return { data, params: { devTypeId } };
  };
  return fake;
}

/** All pages, as jobs gather them: what a cut attempt gave is kept. */
async function gather(
  fake: FakeNorthbound,
  link: VendorLink,
  site: KnownSite,
  span: Span,
): Promise<LinkPage[]> {
  const pages: LinkPage[] = [];
  await insist(fake.clock, async () => {
    for await (const page of link.history?.(site, span) ?? []) pages.push(page);
  });
  return pages;
}

test("ten devices a call and three days a call; all is known after the last page of a piece", async () => {
  const fake = northbound();
  const link = await fake.open();
  const span = { start: START - 5 * DAY_MS, end: START };
  const pages = await gather(fake, link, siteOf(12, 1), span);
  const asked = fake.asked.filter(({ path }) => path === "getDevHistoryKpi");
  expect(asked.map(({ body }) => String(body["devIds"]).split(",").length)).toEqual([
    10, 2, 1, 10, 2, 1,
  ]);
  for (const { body } of asked)
    expect(Number(body["endTime"]) - Number(body["startTime"])).toBeLessThan(3 * DAY_MS);
  const readings = pages.flatMap((page) => page.readings);
  expect(readings).toHaveLength(13 * 5 * 24);
  const known = pages.filter(({ covers }) => covers && covers.end > covers.start);
  const middle = span.start + 3 * DAY_MS;
  expect(new Set(known.map(({ covers }) => covers?.end))).toEqual(new Set([middle, span.end]));
  const before = pages.slice(
    0,
    pages.findIndex(({ covers }) => covers?.end === middle),
  );
  expect(before.flatMap((page) => page.readings)).toHaveLength(13 * 3 * 24);
});

test("two pieces that take turns for the minute's call both get done", async () => {
  const fake = northbound();
  const link = await fake.open();
  const earlier = { start: DAY.start - DAY_MS, end: DAY.start };
  const done = new Set<Span>();
  for (let turn = 0; turn < 20 && done.size < 2; turn += 1) {
    const span = turn % 2 === 0 ? DAY : earlier;
    const pages: LinkPage[] = [];
    const read = async (): Promise<void> => {
      for await (const page of link.history?.(siteOf(1, 1), span) ?? []) pages.push(page);
    };
    await read().catch(() => undefined);
    if (pages.some(({ covers }) => covers?.end === span.end)) done.add(span);
    fake.clock.advance(61_000);
  }
  expect(done.size).toBe(2);
  expect(fake.count("getDevHistoryKpi")).toBe(4);
});

test("a type that is not ticked is told of; with nothing else to read it is a failure", async () => {
  const fake = northbound([39]);
  const link = await fake.open();
  const pages = await gather(fake, link, siteOf(1, 1), DAY);
  expect(pages.flatMap(({ problems }) => problems)).toMatchObject([{ code: "vendor_error" }]);
  expect(pages.at(-1)?.covers).toEqual(DAY);
  await expect(gather(fake, link, siteOf(0, 1), DAY)).rejects.toMatchObject({ kind: "permission" });
});

test("whoever stops reading in the middle gets all of it the next time", async () => {
  const fake = northbound();
  const link = await fake.open();
  for await (const page of link.history?.(siteOf(1, 1), DAY) ?? [])
    if (page.readings.length > 0) break;
  fake.clock.advance(HOUR_MS);
  const pages = await gather(fake, link, siteOf(1, 1), DAY);
  expect(pages.flatMap(({ readings }) => readings)).toHaveLength(2 * 24);
});

/** Homes of one user, each with an inverter and a battery of its own. */
function homes(count: number): readonly KnownSite[] {
  return Array.from({ length: count }, (_, home) => ({
    key: `NE=${home}`,
    timeZone: "UTC",
    devices: siteOf(1, 1).devices.map((device) => ({ ...device, key: `${device.key}/${home}` })),
  }));
}

/** A link that knows its sites from a poll; nothing is ticked for that one. */
async function openFor(fake: FakeNorthbound, sites: readonly KnownSite[]): Promise<VendorLink> {
  const link = await fake.open();
  await allPages(link.poll(sites)).catch(() => undefined);
  fake.clock.advance(HOUR_MS);
  return link;
}

test("sites that are read for the same span share calls, and each gets its own rows", async () => {
  const fake = northbound();
  const sites = homes(12);
  const link = await openFor(fake, sites);
  for (const site of sites) {
    const pages = await gather(fake, link, site, DAY);
    const readings = pages.flatMap((page) => page.readings);
    expect(readings).toHaveLength(2 * 24);
    const owned = new Set(site.devices.map(({ key }) => key));
    expect(readings.every(({ deviceId }) => owned.has(deviceId))).toBe(true);
    expect(pages.at(-1)?.covers).toEqual(DAY);
  }
  expect(fake.count("getDevHistoryKpi")).toBe(4);
});

test("what came along is given once, and not after an hour", async () => {
  const fake = northbound();
  const sites = homes(2);
  const link = await openFor(fake, sites);
  const [first, second] = sites;
  if (!first || !second) throw new Error("two homes");
  await gather(fake, link, first, DAY);
  await gather(fake, link, second, DAY);
  expect(fake.count("getDevHistoryKpi")).toBe(2);
  await gather(fake, link, second, DAY);
  expect(fake.count("getDevHistoryKpi")).toBe(4);
  fake.clock.advance(2 * HOUR_MS);
  await gather(fake, link, first, DAY);
  expect(fake.count("getDevHistoryKpi")).toBe(6);
});

test("another site's device that is gone is no refusal of this one", async () => {
  const fake = northbound();
  const sites = homes(2);
  const link = await openFor(fake, sites);
  const answer = fake.answers["getDevHistoryKpi"];
  fake.answers["getDevHistoryKpi"] = (body, token) =>
    String(body["devIds"]).includes("/1")
      ? { success: false, failCode: 20_008 }
      : (answer?.(body, token) ?? {});
  const [first] = sites;
  if (!first) throw new Error("a home");
  await expect(gather(fake, link, first, DAY)).rejects.toMatchObject({ kind: "transient" });
  fake.clock.advance(HOUR_MS);
  const pages = await gather(fake, link, first, DAY);
  expect(pages.flatMap(({ readings }) => readings)).toHaveLength(2 * 24);
});
