import { fusionsolarConnector } from "@solarmon/connectors-fusionsolar";
import type { StandIn } from "@solarmon/connectors-kit/stand-in";
import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLinkStore,
  MemoryLiveBus,
  MemoryQuarantine,
  MemoryQuotaStore,
  MemoryReadingStore,
  MemoryRollupStore,
  MemorySecretStore,
} from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { createHistory, createIntake, createProcessor } from "@solarmon/ingest";
import { LinkHosts, LinkPoller, linkSecretNames, openLink } from "@solarmon/ingest/poller";
import { startFusionsolarStandIn } from "@solarmon/simulator/vendors";
import { expect, test } from "vitest";
import { createDirectStream } from "../../src/links/direct-stream.ts";

const MIDNIGHT = Date.UTC(2026, 5, 1);
const WORLD = { timeZone: "UTC", noonAt: MIDNIGHT + 12 * HOUR_MS };

const connectorOf = async () => fusionsolarConnector;

/** A plant of a northbound user, read as a server reads it, by a virtual clock. */
async function openHouse(clock: VirtualClock, standIn: StandIn) {
  const catalog = new MemoryCatalog({ clock });
  const [readings, rollups] = [new MemoryReadingStore(), new MemoryRollupStore()];
  const latest = new MemoryLatestCache();
  const parts = { catalog, readings, rollups, latest, clock };
  const processor = createProcessor({ ...parts, live: new MemoryLiveBus() });
  const stream = createDirectStream({
    store: async (value) => {
      const [result] = await processor.process([{ value }]);
      if (!result?.ok) throw new TypeError("not stored");
      return { stored: 1, duplicate: 0, replaced: 0, outranked: 0 };
    },
  });
  const quarantine = new MemoryQuarantine();
  const intake = createIntake({ stream, catalog, quarantine, clock });
  const links = new MemoryLinkStore({ catalog, clock });
  const secrets = new MemorySecretStore();
  const hosts = new LinkHosts({ quotas: new MemoryQuotaStore(), clock });
  const open = { catalog, intake, secrets, hosts, clock, connectorOf };
  const poller = new LinkPoller({ links, clock, open: (link) => openLink(link, open) });
  const scope = scopeOf((await catalog.addTenant("Helios")).id);
  const own = catalog.forTenant(scope);
  const plant = await own.addPlant({
    name: "Roof",
    timeZone: WORLD.timeZone,
    latitudeDeg: null,
    longitudeDeg: null,
    dcKwp: null,
    acKw: null,
    arrays: [],
  });
  const key = standIn.sites[0]!.key;
  const { portal = "", userName = "", systemCode } = standIn.settings;
  const link = await links.forTenant(scope).addLink({
    vendor: "fusionsolar",
    name: "Roofs",
    settings: { portal, userName },
    sites: [{ key, plantId: plant.id }],
  });
  await secrets.put(linkSecretNames(link.id).settings, JSON.stringify({ systemCode }));
  await poller.put(link);
  const history = createHistory(parts);
  return {
    key,
    link,
    poller,
    secrets,
    devices: () => own.devices(plant.id),
    energyTodayWh: async () => {
      await processor.settle();
      return await history.energyTodayWh(scope, plant.id);
    },
    async runUntil(at: number) {
      while (poller.nextAt <= at) {
        clock.set(Math.max(clock.now(), poller.nextAt));
        await poller.runDue();
      }
      clock.set(at);
    },
    [Symbol.asyncDispose]: async () => await poller.stop(),
  };
}

test("a plant whose devices are not ticked has its energy; devices that come later take its place", async () => {
  const clock = new VirtualClock(MIDNIGHT + 6 * HOUR_MS);
  await using unticked = await startFusionsolarStandIn(clock, WORLD, { plants: ["unticked"] });
  await using house = await openHouse(clock, unticked);
  const made = (day: number, hour: number) =>
    unticked.energyWh(house.key, {
      start: MIDNIGHT + day * DAY_MS,
      end: MIDNIGHT + day * DAY_MS + hour * HOUR_MS,
    });

  await house.runUntil(MIDNIGHT + 22 * HOUR_MS);
  await expect(house.devices()).resolves.toMatchObject([{ kind: "meter" }]);
  expect(made(0, 22)).toBeGreaterThan(10_000);
  await expect(house.energyTodayWh()).resolves.toBe(made(0, 22));
  await house.runUntil(MIDNIGHT + DAY_MS + 22 * HOUR_MS);
  await expect(house.energyTodayWh()).resolves.toBe(made(1, 22));

  await using ticked = await startFusionsolarStandIn(clock, WORLD, { plants: ["home"] });
  const { portal = "", userName = "", systemCode } = ticked.settings;
  const { settings } = linkSecretNames(house.link.id);
  await house.secrets.put(settings, JSON.stringify({ systemCode }));
  await house.poller.put({ ...house.link, settings: { portal, userName } });
  // The lists of this user cost too much of their quota to be read each day.
  clock.set(MIDNIGHT + 9 * DAY_MS);
  await house.runUntil(MIDNIGHT + 9 * DAY_MS + 22 * HOUR_MS);
  const kinds = (await house.devices()).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(["battery", "inverter", "meter", "meter"]);
  await expect(house.energyTodayWh()).resolves.toBe(made(9, 22));
});
