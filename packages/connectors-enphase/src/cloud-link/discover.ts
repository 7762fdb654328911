import {
  type Capability,
  type DiscoveredDevice,
  type DiscoveredSite,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  listOf,
  readNumber,
  readPages,
  textOf,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { CLOUD } from "../vendor.ts";
import { zoneOf } from "../zone-of.ts";
import { type CloudApi, fieldsOf } from "./cloud-api.ts";
import type { DeviceMemory, SystemParts } from "./device-memory.ts";

/** The most that Enphase gives in a page. */
const PAGE_SIZE = 100;

/** Systems that the app may see, with their parts. */
export async function discoverSystems(
  api: CloudApi,
  memory: DeviceMemory,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const sites: DiscoveredSite[] = [];
  for await (const system of systemsOf(api, call)) {
    const key = textOf(system["system_id"]);
    if (key !== undefined) sites.push(siteOf(key, system, await memory.partsOf(key, call)));
  }
  return sites;
}

async function* systemsOf(api: CloudApi, call: LinkCall): AsyncGenerator<JsonObject> {
  let seen = 0;
  const pages = readPages<JsonObject, number>({
    vendor: CLOUD,
    first: 1,
    fetchPage: async (page) =>
      fieldsOf(await api.get(`?page=${page}&size=${PAGE_SIZE}&sort_by=id`, call)),
    next: ({ systems, total }, page) => {
      const count = listOf(systems).length;
      seen += count;
      return count > 0 && seen < (readNumber(total) ?? 0) ? page + 1 : undefined;
    },
  });
  for await (const { systems } of pages) yield* listOf(systems).filter(isJsonObject);
}

function siteOf(key: string, system: JsonObject, parts: SystemParts | undefined): DiscoveredSite {
  const operationalS = readNumber(system["operational_at"]);
  const name = textOf(system["name"]) ?? textOf(system["public_name"]) ?? key;
  return {
    key,
    name,
    timeZone: zoneOf(textOf(system["timezone"])),
    devices: devicesOf(key, name, parts),
    capabilities: capabilitiesOf(parts),
    ...(typeof operationalS === "number" && { since: operationalS * SECOND_MS }),
  };
}

/** Keys as the decoder makes them. */
function devicesOf(
  id: string,
  name: string,
  parts: SystemParts | undefined,
): readonly DiscoveredDevice[] {
  const key = `site:${id}`;
  const system: DiscoveredDevice = {
    key,
    kind: "inverter",
    name: `${name}: all micro-inverters`,
    ...(parts?.firmware !== undefined && { firmware: parts.firmware }),
  };
  const meter = `${key}/production-meter`;
  return [
    system,
    ...(parts?.hasMicros === false && parts.hasProductionMeter
      ? [{ key: meter, kind: "meter", name: "Production meter" } as const]
      : []),
    ...(parts?.hasGridMeter === true
      ? [{ key: `${key}/grid`, kind: "meter", name: "Meter at the grid" } as const]
      : []),
    ...(parts?.hasBattery === true
      ? [{ key: `${key}/battery`, kind: "battery", name: "Batteries together" } as const]
      : []),
  ];
}

function capabilitiesOf(parts: SystemParts | undefined): readonly Capability[] {
  return [
    { name: "acPower", isAvailable: true },
    { name: "history", isAvailable: true },
    claim("grid", parts?.hasGridMeter, "needs a consumption CT of type Net on the gateway"),
    claim("battery", parts?.hasBattery, "no Enphase battery is connected"),
  ];
}

function claim(name: string, isFitted: boolean | undefined, detail: string): Capability {
  if (isFitted === true) return { name, isAvailable: true };
  if (isFitted === false) return { name, isAvailable: false, reason: "not_fitted", detail };
  const unknown = "the list of devices is not shared with this app: the owner must allow it";
  return { name, isAvailable: false, reason: "not_permitted", detail: unknown };
}
