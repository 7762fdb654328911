import type { KnownSite } from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import type { NorthboundCall } from "./northbound-api.ts";

/** A call for devices of one type, or for plants. */
export interface DeviceCall extends NorthboundCall {
  /** Name of the endpoint for the decoder. */
  readonly endpoint: string;
}

/** Key of the device that stands for a plant as a whole. */
export function plantDevice(siteKey: string): string {
  return `site:${siteKey}`;
}

/** Newest values of all sites, in as few calls as can be: devices of one type together, whosever they are. */
export function newestCalls(sites: readonly KnownSite[]): readonly DeviceCall[] {
  const byType = [...devicesByType(sites)].map(([type, ids]) =>
    chunks(ids, VENDOR.devicesPerCall).map((some) => newestOf(type, some)),
  );
  const plants = sites.filter(({ key, devices }) =>
    devices.some((device) => device.key === plantDevice(key)),
  );
  const ofPlants = chunks(plants, VENDOR.plantsPerCall).map(newestOfPlants);
  return inTurn([...byType, ofPlants]);
}

function newestOf(devTypeId: number, ids: readonly string[]): DeviceCall {
  const body = { devIds: ids.join(","), devTypeId };
  return { endpoint: "dev-real-kpi", path: "getDevRealKpi", body };
}

function newestOfPlants(plants: readonly KnownSite[]): DeviceCall {
  const body = { stationCodes: plants.map(({ key }) => key).join(",") };
  return { endpoint: "station-real-kpi", path: "getStationRealKpi", body };
}

/** The first of each, then the second: the same type is not asked again within five minutes. */
function inTurn<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  ).flat();
}

/** Rows of one site, stamped in the span; both ends are included. */
export function historyCalls(
  site: KnownSite,
  { start, end }: { readonly start: number; readonly end: number },
): readonly DeviceCall[] {
  return [...devicesByType([site])].flatMap(([type, ids]) =>
    chunks(ids, VENDOR.historyDevices).map((some) => ({
      endpoint: "dev-history-kpi",
      path: "getDevHistoryKpi",
      body: { devIds: some.join(","), devTypeId: type, startTime: start, endTime: end - 1 },
    })),
  );
}

/** Inverters come first: their values count most when the quota is short. */
function devicesByType(sites: readonly KnownSite[]): ReadonlyMap<number, readonly string[]> {
  const byType = new Map<number, string[]>();
  const devices = sites.flatMap((site) => site.devices);
  for (const { key, address } of devices.toSorted((a, b) => rank(a.kind) - rank(b.kind))) {
    const type = Number(address?.["type"]);
    if (!Number.isSafeInteger(type)) continue;
    const ids = byType.get(type);
    if (ids) ids.push(key);
    else byType.set(type, [key]);
  }
  return byType;
}

function rank(kind: string): number {
  return kind === "inverter" ? 0 : 1;
}

export function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
