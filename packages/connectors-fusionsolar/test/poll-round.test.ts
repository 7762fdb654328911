import type { KnownSite, LinkPage, VendorLink } from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { allPages, FakeNorthbound, insist, START } from "./support/fake-northbound.ts";

const inverter = (key: string) => ({ key, kind: "inverter", address: { type: "38" } }) as const;
const battery = (key: string) => ({ key, kind: "battery", address: { type: "39" } }) as const;
const BERLIN: KnownSite = {
  key: "NE=1",
  timeZone: "Europe/Berlin",
  devices: [battery("13"), inverter("12")],
};
const TOKYO: KnownSite = { key: "NE=2", timeZone: "Asia/Tokyo", devices: [inverter("22")] };
const ONLY_BATTERY: KnownSite = { key: "NE=3", timeZone: "UTC", devices: [battery("33")] };

interface Values {
  readonly [field: string]: number;
}

function northbound(refused: readonly number[] = []): FakeNorthbound {
  const fake = new FakeNorthbound();
  const items: Values = {
    active_power: 2,
    total_cap: 1_380.5,
    day_cap: 1.5,
    inverter_state: 40_960,
  };
  fake.answers["getDevRealKpi"] = ({ devIds, devTypeId }) => {
    if (refused.includes(Number(devTypeId))) return { success: false, failCode: 401 };
    const ids = String(devIds).split(",");
    const dataItemMap = devTypeId === 38 ? items : { ch_discharge_power: 420 };
    return {
      params: { devTypeId, currentTime: fake.clock.now() },
      data: ids.map((devId) => ({ devId: Number(devId), dataItemMap })),
    };
  };
  return fake;
}

async function poll(link: VendorLink, sites: readonly KnownSite[]): Promise<LinkPage[]> {
  return await allPages(link.poll(sites));
}

test("devices of one type are asked together, whosever they are, a type a minute", async () => {
  const fake = northbound();
  const link = await fake.open();
  const pages = await insist(fake.clock, async () => await poll(link, [BERLIN, TOKYO]));
  expect(fake.asked.map(({ path, body }) => [path, body["devIds"]])).toEqual([
    ["login", undefined],
    ["getDevRealKpi", "12,22"],
    ["getDevRealKpi", "13"],
  ]);
  expect(
    pages.map(({ siteKey, readings }) => [siteKey, readings.map((one) => one.deviceId)]),
  ).toEqual([
    ["NE=1", ["12", "13"]],
    ["NE=2", ["22"]],
  ]);
  // Each tells when it was asked.
  const [first, second] = pages[0]?.readings ?? [];
  expect(first?.measuredAt).toBe(START);
  expect(second?.measuredAt).toBeGreaterThanOrEqual(START + MINUTE_MS);
});

test("each site's night is its own: a sleeping inverter shows yesterday only before noon", async () => {
  const fake = northbound();
  const link = await fake.open();
  fake.clock.set(Date.UTC(2026, 5, 1, 8));
  const pages = await insist(fake.clock, async () => await poll(link, [BERLIN, TOKYO]));
  const today = pages.map(({ readings }) => readings[0]?.values["acEnergyToday"]);
  expect(today).toEqual([undefined, 1_500]);
  expect(pages.map(({ problems }) => problems.map(({ code }) => code))).toEqual([["sentinel"], []]);
});

test("a type that is not ticked is told of, hides no other, and is asked again after a day", async () => {
  const fake = northbound([39]);
  const link = await fake.open();
  const round = async () => await insist(fake.clock, async () => await poll(link, [BERLIN, TOKYO]));
  const [berlin, tokyo] = await round();
  expect(berlin?.readings).toHaveLength(1);
  expect(berlin?.error).toBeUndefined();
  const told = berlin?.problems.find(({ code }) => code === "vendor_error");
  expect(told).toMatchObject({ path: "/getDevRealKpi/39", detail: /ask your installer/u });
  expect(tokyo?.problems.some(({ code }) => code === "vendor_error")).toBe(false);
  fake.clock.advance(10 * MINUTE_MS);
  const [again] = await round();
  expect(again?.problems.some(({ code }) => code === "vendor_error")).toBe(true);
  expect(fake.count("getDevRealKpi")).toBe(3);
  fake.clock.advance(DAY_MS);
  await round();
  expect(fake.count("getDevRealKpi")).toBe(5);
});

test("a site of which nothing may be read says so", async () => {
  const fake = northbound([39]);
  const link = await fake.open();
  const pages = await insist(fake.clock, async () => await poll(link, [TOKYO, ONLY_BATTERY]));
  expect(pages).toMatchObject([{ siteKey: "NE=2" }, { error: { kind: "permission" } }]);
  await expect(
    insist(fake.clock, async () => await poll(link, [ONLY_BATTERY])),
  ).rejects.toMatchObject({ kind: "permission" });
});

test("a round that waited too long begins anew", async () => {
  const fake = northbound();
  const link = await fake.open();
  await expect(poll(link, [BERLIN])).rejects.toMatchObject({ kind: "rate", status: null });
  fake.clock.advance(DAY_MS);
  await insist(fake.clock, async () => await poll(link, [BERLIN]));
  const inverters = fake.asked.filter(({ body }) => body["devTypeId"] === 38);
  expect(inverters).toHaveLength(2);
});
