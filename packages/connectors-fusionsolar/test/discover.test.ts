import { MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { allPages, FakeNorthbound, insist } from "./support/fake-northbound.ts";

const HOME = [
  { id: 11, devName: "Dongle", devTypeId: 62, stationCode: "NE=1" },
  { id: 12, devName: "Inverter", devTypeId: 38, stationCode: "NE=1", invType: "SUN2000-5KTL-L1" },
  { id: 13, devName: "Battery", devTypeId: 39, stationCode: "NE=1", softwareVersion: "V1" },
];

function withDevices(rows: readonly object[] = HOME): FakeNorthbound {
  const fake = new FakeNorthbound();
  fake.answers["getDevList"] = () => ({ data: rows });
  return fake;
}

test("the old list tells MW, and no zone", async () => {
  const fake = withDevices();
  fake.answers["getStationList"] = () => ({
    data: [{ stationCode: "NE=1", stationName: "Roof", capacity: 0.009 }],
  });
  const link = await fake.open();
  const [site] = await insist(fake.clock, async () => await link.discover());
  expect(site).toMatchObject({ key: "NE=1", name: "Roof", dcKwp: 9, timeZone: null });
  expect(site?.devices).toEqual([
    {
      key: "12",
      kind: "inverter",
      name: "Inverter",
      model: "SUN2000-5KTL-L1",
      address: { type: "38" },
    },
    { key: "13", kind: "battery", name: "Battery", firmware: "V1", address: { type: "39" } },
  ]);
});

test("the newer list tells kWp, place and beginning; the zone comes from the settings", async () => {
  const fake = withDevices();
  const plant = {
    plantCode: "NE=1",
    plantName: "Roof",
    capacity: 18,
    latitude: "52.52",
    longitude: "13.40",
    gridConnectionDate: "2023-03-31T09:56:55+01:00",
  };
  fake.answers["stations"] = () => ({ data: { list: [plant], pageNo: 1, pageCount: 1 } });
  const link = await fake.open({ timeZone: "Europe/Berlin" });
  const [site] = await insist(fake.clock, async () => await link.discover());
  expect(site).toMatchObject({
    dcKwp: 18,
    latitudeDeg: 52.52,
    longitudeDeg: 13.4,
    timeZone: "Europe/Berlin",
    since: Date.UTC(2023, 2, 31, 8, 56, 55),
  });
  // What was refused is known when the quota lets the next call through.
  expect(fake.count("getStationList")).toBe(1);
});

test("a capacity in the wrong unit, and a place nobody entered, are not told", async () => {
  const fake = withDevices();
  const plant = { plantCode: "NE=1", capacity: 0.009, latitude: "0.0", longitude: "0.0" };
  fake.answers["stations"] = () => ({ data: { list: [plant], pageNo: 1, pageCount: 1 } });
  const link = await fake.open();
  const [site] = await insist(fake.clock, async () => await link.discover());
  expect(Object.keys(site ?? {}).toSorted()).toEqual([
    "capabilities",
    "devices",
    "key",
    "name",
    "timeZone",
  ]);
});

test("without leave to list devices a plant is read as a whole, and people are told what to tick", async () => {
  const fake = new FakeNorthbound();
  fake.answers["getStationList"] = () => ({ data: [{ stationCode: "NE=1", capacity: 0.009 }] });
  const link = await fake.open();
  const [site] = await insist(fake.clock, async () => await link.discover());
  expect(site?.devices).toEqual([{ key: "site:NE=1", kind: "meter", name: "NE=1" }]);
  for (const capability of site?.capabilities ?? [])
    expect(capability).toMatchObject({ isAvailable: false, reason: "not_permitted" });
  const { key, devices = [] } = site ?? { key: "" };
  fake.answers["getStationRealKpi"] = () => ({
    data: [{ stationCode: "NE=1", dataItemMap: { day_power: 31.81, total_power: 1007.27 } }],
  });
  fake.clock.advance(2 * MINUTE_MS);
  const pages = await allPages(link.poll([{ key, timeZone: "UTC", devices }]));
  expect(pages).toMatchObject([
    {
      siteKey: "NE=1",
      readings: [{ deviceId: "site:NE=1", values: { acEnergyTotal: 1_007_270 } }],
    },
  ]);
});

test("device numbers longer than a double keep all their digits", async () => {
  const fake = new FakeNorthbound();
  fake.answers["getStationList"] = () => ({ data: [{ stationCode: "NE=1" }] });
  const long =
    '{"failCode":0,"success":true,"data":[{"id":-9214543629611879123,"devTypeId":1,"stationCode":"NE=1"}]}';
  const fetch: typeof fake.fetch = async (url, init) => {
    const reply = await fake.fetch(url, init);
    return url.endsWith("getDevList") ? new Response(long) : reply;
  };
  const link = await fake.open({}, { fetch });
  const [site] = await insist(fake.clock, async () => await link.discover());
  expect(site?.devices[0]?.key).toBe("-9214543629611879123");
});
