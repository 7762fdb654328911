import { froniusConnector } from "@solarmon/connectors-fronius";
import {
  createMemoryHost,
  type DiscoveredSite,
  type KnownSite,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { StandInServer, type StandInRoute } from "@solarmon/connectors-kit/stand-in";
import { VirtualClock } from "@solarmon/core/testing";
import { startFroniusStandIn } from "@solarmon/simulator/vendors";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2024, 5, 10, 11);
const WORLD = { timeZone: "Europe/Vienna", noonAt: NOON, countsCalls: true };

async function linkTo(address: string, clock = new VirtualClock(NOON)): Promise<VendorLink> {
  const settings = { address };
  const host = await createMemoryHost(froniusConnector, settings, { clock });
  return froniusConnector.open(settings, host);
}

async function discovered(model: "datamanager" | "gen24"): Promise<readonly DiscoveredSite[]> {
  const clock = new VirtualClock(NOON);
  await using standIn = await startFroniusStandIn(clock, WORLD, model);
  await using link = await linkTo(standIn.settings["address"] ?? "", clock);
  return await link.discover();
}

function claims(site: DiscoveredSite | undefined): Record<string, string> {
  const entries = site?.capabilities.map(({ name, reason }) => [name, reason ?? "yes"] as const);
  return Object.fromEntries(entries ?? []);
}

async function pagesOf(pages: AsyncIterable<LinkPage>): Promise<LinkPage[]> {
  const all: LinkPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

describe("a discovery", () => {
  test("of a Datamanager knows its zone by the city, its inverters by name, and that it has no battery", async () => {
    const [site] = await discovered("datamanager");
    expect(site).toMatchObject({
      key: "local",
      name: "240.107620",
      timeZone: "Europe/Vienna",
      dcKwp: 10.4,
    });
    expect(site?.devices).toMatchObject([
      { key: "inverter:1", kind: "inverter", name: "Roof 1" },
      { key: "inverter:2", kind: "inverter", name: "Roof 2" },
      { key: "16250123", kind: "meter" },
      { key: "site:local", kind: "meter" },
    ]);
    expect(claims(site)).toEqual({
      acPower: "yes",
      grid: "yes",
      battery: "not_fitted",
      history: "yes",
    });
  });

  test("takes nothing for a device that is none, as when a newer firmware adds a field", async () => {
    const clock = new VirtualClock(NOON);
    await using standIn = await startFroniusStandIn(clock, WORLD);
    await using link = await linkTo(standIn.settings["address"] ?? "", clock);
    const before = await link.discover();
    standIn.misbehave("new-field");
    expect(await link.discover()).toEqual(before);
  });

  test("of a GEN24 does not know the zone, finds the battery, and says that there is no history", async () => {
    const [site] = await discovered("gen24");
    expect(site?.timeZone).toBeNull();
    expect(site?.devices.map(({ key }) => key)).toContain("P030T020Z2104");
    expect(claims(site)).toMatchObject({ battery: "yes", history: "vendor_has_none" });
  });
});

describe("a poll", () => {
  test("tells of each device once: what the inverter says counts more than the power flow", async () => {
    const clock = new VirtualClock(NOON);
    await using standIn = await startFroniusStandIn(clock, WORLD, "gen24");
    await using link = await linkTo(standIn.settings["address"] ?? "", clock);
    const sites = (await link.discover()).map((site) => ({ ...site, timeZone: "Europe/Vienna" }));
    const [page] = await pagesOf(link.poll(sites));
    expect(page?.readings.map(({ deviceId }) => deviceId).toSorted()).toEqual([
      "16250123",
      "P030T020Z2104",
      "inverter:1",
      "site:local",
      "site:local/battery",
    ]);
    const inverter = page?.readings.find(({ deviceId }) => deviceId === "inverter:1");
    expect(inverter?.values).toMatchObject({
      acPower: 5_700,
      dcPower: 5_700,
      status: 4,
      frequency: 49.98,
    });
  });

  test("says which device was silent, beside what the others told", async () => {
    const clock = new VirtualClock(NOON);
    await using standIn = await startFroniusStandIn(clock, WORLD);
    await using link = await linkTo(standIn.settings["address"] ?? "", clock);
    const [site] = standIn.sites;
    standIn.misbehave("dead-device");
    const [page] = await pagesOf(link.poll(withAddresses(site)));
    expect(page?.error).toMatchObject({
      kind: "transient",
      message: expect.stringContaining("12"),
    });
    expect(page?.readings.map(({ deviceId }) => deviceId)).toContain("inverter:1");
  });
});

function withAddresses(site: KnownSite | undefined): KnownSite[] {
  const devices = (site?.devices ?? []).map((device) => {
    const [, id] = /^inverter:(\d+)$/u.exec(device.key) ?? [];
    return id === undefined ? device : { ...device, address: { id } };
  });
  return site ? [{ ...site, devices }] : [];
}

describe("an API that", () => {
  const off: StandInRoute = {
    at: "GET /solar_api/GetAPIVersion.cgi",
    answer: () => ({ status: 404, body: "Solar API disabled by customer config" }),
  };

  test("is switched off says where to switch it on", async () => {
    await using server = await StandInServer.start({ clock: new VirtualClock(), routes: [off] });
    await using link = await linkTo(server.url);
    await expect(link.discover()).rejects.toMatchObject({
      kind: "permission",
      message: expect.stringContaining("Communication → Solar API"),
    });
  });
});

describe("an address", () => {
  test.each([
    ["192.168.1.30", "fronius/192.168.1.30"],
    [" http://inverter.local:8080/solar_api/ ", "fronius/inverter.local:8080"],
  ])("%s is counted as %s", (address, key) => {
    expect(froniusConnector.quotaKeyOf({ address })).toBe(key);
  });

  test.each(["", "not an address", "http://"])("%j is none", (address) => {
    expect(() => froniusConnector.quotaKeyOf({ address })).toThrow(/^address: /u);
  });
});
