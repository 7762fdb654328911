import { createMemoryHost } from "@solarmon/connectors-kit";
import { fusionsolarConnector } from "@solarmon/connectors-fusionsolar";
import { ConnectorBench, connectorLaws } from "@solarmon/connectors-kit/testing";
import { runLaw, VirtualClock } from "@solarmon/core/testing";
import { type FusionsolarEquipment, startFusionsolarStandIn } from "@solarmon/simulator/vendors";
import { expect, test } from "vitest";
import { allPages, insist } from "./support/fake-northbound.ts";

const NOON = Date.UTC(2026, 5, 1, 11);
const WORLD = { timeZone: "Europe/Berlin", noonAt: NOON };

test("plants beyond the first page are found and read, within the limits of every interface", async () => {
  const clock = new VirtualClock(NOON);
  const plants = Array.from({ length: 130 }, () => "home" as const);
  await using standIn = await startFusionsolarStandIn(clock, WORLD, { plants });
  const host = await createMemoryHost(fusionsolarConnector, standIn.settings, { clock });
  await using link = fusionsolarConnector.open(standIn.settings, host);
  const found = await insist(clock, async () => await link.discover());
  expect(found.map(({ key }) => key)).toEqual(standIn.sites.map(({ key }) => key));
  const sites = found.map(({ key, devices }) => ({ key, devices, timeZone: "Europe/Berlin" }));
  const pages = await insist(clock, async () => await allPages(link.poll(sites)));
  expect(pages.map(({ readings }) => readings.length)).toEqual(sites.map(() => 3));
  const counts = Map.groupBy(standIn.calls, ({ what }) => what.slice("POST /thirdData/".length));
  expect(Object.fromEntries([...counts].map(([path, calls]) => [path, calls.length]))).toEqual({
    login: 1,
    getStationList: 1,
    stations: 2,
    getDevList: 2,
    getDevRealKpi: 6,
  });
  expect(standIn.calls.filter(({ isOverQuota }) => isOverQuota)).toEqual([]);
});

test(
  "fifteen plants with hardly two calls a day for each are filled after an outage, too",
  { timeout: 120_000 },
  async () => {
    const plants = Array.from({ length: 15 }, (): FusionsolarEquipment => "home");
    const law = connectorLaws.find(({ name }) => name.startsWith("an outage of days is filled"));
    if (!law) throw new Error("the law has another name");
    const create = async (): Promise<ConnectorBench> =>
      await ConnectorBench.open({
        connector: fusionsolarConnector,
        standIn: async (clock, world) => await startFusionsolarStandIn(clock, world, { plants }),
      });
    await expect(runLaw(law, { create })).resolves.toBeUndefined();
  },
);
