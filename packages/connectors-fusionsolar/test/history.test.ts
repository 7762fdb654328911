import type { KnownSite, LinkPage, VendorLink } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, type Span } from "@solarmon/core";
import { expect, test } from "vitest";
import { FakeNorthbound, insist, START } from "./support/fake-northbound.ts";

const DAY: Span = { start: START - 2 * DAY_MS, end: START - DAY_MS };

function devices(kind: "inverter" | "battery", type: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    key: `${type}${index}`,
    kind,
    address: { type },
  }));
}

function siteOf(inverters: number, batteries = 0): KnownSite {
  return {
    key: "NE=1",
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
    await read().catch((error: unknown) => expect(error).toMatchObject({ kind: "rate" }));
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
