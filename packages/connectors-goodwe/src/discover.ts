import {
  type Capability,
  type DecodedReading,
  type DiscoveredDevice,
  type DiscoveredSite,
  type LinkCall,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { goodweDecoder } from "./decode.ts";
import type { SemsApi } from "./sems-api.ts";

/** Plants with the devices that their page names: a call for the list, and one for each. */
export async function discoverSites(
  api: SemsApi,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const sites: DiscoveredSite[] = [];
  for (const key of await api.stationIds(call))
    sites.push(siteOf(key, await api.monitorDetail(key, call)));
  return sites;
}

function siteOf(key: string, reply: ReceivedReply): DiscoveredSite {
  const { readings } = goodweDecoder.decode("monitor-detail", reply, { timeZone: "UTC" });
  const info = objectOf(
    objectOf(objectOf(parseJsonBytes(reply.body, new ProblemList()))?.["data"])?.["info"],
  );
  const dcKwp = readNumber(info?.["capacity"]);
  return {
    key,
    name: textOf(info?.["stationname"]) ?? `Plant ${key}`,
    timeZone: null,
    devices: devicesOf(key, readings),
    capabilities: capabilitiesOf(readings),
    ...(typeof dcKwp === "number" && dcKwp > 0 && { dcKwp }),
  };
}

function devicesOf(siteKey: string, readings: readonly DecodedReading[]): DiscoveredDevice[] {
  const devices = new Map<string, DiscoveredDevice>();
  for (const { deviceId, kind } of readings)
    devices.set(deviceId, { key: deviceId, kind, name: nameOf(siteKey, deviceId) });
  return [...devices.values()];
}

function nameOf(siteKey: string, deviceId: string): string {
  if (deviceId === `site:${siteKey}`) return "Plant";
  if (deviceId === `site:${siteKey}:battery`) return "Batteries together";
  const [serial = deviceId, part] = deviceId.split(":");
  return part === undefined ? serial : `Meter at ${serial}`;
}

const CHARTS_ONLY =
  "the portal's charts of the past hold the power of the plant, no energies; counters tell the energy of a gap";
const NOT_NOW = "the plant's page did not tell it when it was discovered; discover again later";

function capabilitiesOf(readings: readonly DecodedReading[]): Capability[] {
  const points = new Set(readings.flatMap(({ values }) => Object.keys(values)));
  const has = (...names: string[]): boolean => names.some((name) => points.has(name));
  return [
    // An inverter that is offline by night has power by day.
    { name: "acPower", isAvailable: true },
    claim("battery", has("batterySoc", "batteryPower")),
    claim("grid", has("gridImportPower", "gridExportPower")),
    { name: "history", isAvailable: false, reason: "vendor_has_none", detail: CHARTS_ONLY },
  ];
}

function claim(name: string, isAvailable: boolean): Capability {
  return isAvailable
    ? { name, isAvailable }
    : { name, isAvailable, reason: "not_fitted", detail: NOT_NOW };
}
