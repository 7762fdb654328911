import {
  type Capability,
  conversionOf,
  type DiscoveredDevice,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { hasBattery } from "./battery.ts";
import { hasMeter } from "./grid.ts";
import { scaleOf } from "./quantity.ts";
import { instantOf } from "./replies.ts";
import type { SolisApi } from "./solis-api.ts";

/** Plants of the key with their inverters. Only what is told of an inverter in detail shows whether it has a battery. */
export async function discoverSites(
  api: SolisApi,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const stations = await api.list("stationDetailList", call);
  if (stations.length === 0) return [];
  const inverters = await api.list("inverterList", call);
  const details = await api.list("inverterDetailList", call);
  const hybrids = new Set(details.filter(hasBattery).map(({ sn }) => textOf(sn)));
  return stations.flatMap((station) => {
    const key = textOf(station["id"]);
    if (key === undefined) return [];
    const own = inverters.filter((inverter) => textOf(inverter["stationId"]) === key);
    const devices = own.flatMap((inverter) => devicesOf(inverter, hybrids));
    return [siteOf(key, station, devices)];
  });
}

function siteOf(
  key: string,
  station: JsonObject,
  inverters: readonly DiscoveredDevice[],
): DiscoveredSite {
  const name = textOf(station["stationName"]) ?? textOf(station["sno"]) ?? `Plant ${key}`;
  const since = instantOf(station["createDate"]);
  return {
    key,
    name,
    // A number of hours without daylight saving time, and often a wrong one.
    timeZone: null,
    devices: [...inverters, ...siteDevices(key, name, station)],
    capabilities: capabilitiesOf(station, inverters),
    ...inUnit("dcKwp", station, "capacity", "kWp"),
    ...(since !== undefined && { since }),
  };
}

/** What the cloud adds up of a plant. */
function siteDevices(key: string, name: string, station: JsonObject): DiscoveredDevice[] {
  const meter = { key: `site:${key}`, kind: "meter", name } as const;
  const battery = {
    key: `site:${key}:battery`,
    kind: "battery",
    name: `Battery of ${name}`,
  } as const;
  return hasBattery(station) ? [meter, battery] : [meter];
}

function devicesOf(
  inverter: JsonObject,
  hybrids: ReadonlySet<string | undefined>,
): DiscoveredDevice[] {
  const key = textOf(inverter["sn"]);
  if (key === undefined) return [];
  const firmware = textOf(inverter["inverterSoftwareVersion"]);
  const model = textOf(inverter["machine"]) ?? textOf(inverter["model"]);
  const device: DiscoveredDevice = {
    key,
    kind: "inverter",
    name: `${model ?? "Inverter"} ${key}`,
    ...(model !== undefined && { model }),
    ...(firmware !== undefined && { firmware }),
    ...inUnit("ratedPowerW", inverter, "power", "W"),
  };
  const battery: DiscoveredDevice = {
    key: `${key}:battery`,
    kind: "battery",
    name: `Battery of ${key}`,
  };
  return hybrids.has(key) ? [device, battery] : [device];
}

/** 0 is what is written for what nobody told. */
function inUnit(
  name: string,
  record: JsonObject,
  field: string,
  wanted: "kWp" | "W",
): Readonly<Record<string, number>> {
  const value = readNumber(record[field]);
  if (typeof value !== "number" || value === 0) return {};
  const { unit, factor } = scaleOf(record, field, { unit: "kW", factor: 1 });
  const watts = conversionOf(unit.replace(/p$/u, ""), "W")?.(value * factor);
  if (watts === undefined || Number.isNaN(watts)) return {};
  return { [name]: wanted === "W" ? watts : watts / 1_000 };
}

function capabilitiesOf(station: JsonObject, inverters: readonly DiscoveredDevice[]): Capability[] {
  const isReadable = inverters.length > 0;
  return [
    ...["acPower", "history"].map((name) =>
      claim(name, isReadable, "the plant lists no inverter: add its logger in the app"),
    ),
    claim(
      "battery",
      hasBattery(station) || inverters.some(({ kind }) => kind === "battery"),
      "no battery is told of, or it was never charged",
    ),
    claim("grid", hasMeter(station), "no meter is told of: its counters are 0"),
  ];
}

function claim(name: string, isAvailable: boolean, detail: string): Capability {
  return isAvailable ? { name, isAvailable } : { name, isAvailable, reason: "not_fitted", detail };
}
