import {
  type Capability,
  ConnectorError,
  type DiscoveredDevice,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  textOf,
} from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import type { MonitoringApi } from "./monitoring-api.ts";

/** Plants of owners who consented: a call for the list, and one for each. */
export async function discoverSites(
  api: MonitoringApi,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const sites: DiscoveredSite[] = [];
  for (const plant of await api.plants(call)) {
    const key = textOf(plant["plantId"]);
    if (key !== undefined) sites.push(siteOf(key, plant, await permitted(api, key, call)));
  }
  return sites;
}

/** `undefined` where the owner has withdrawn consent, which hides no other plant. */
async function permitted(
  api: MonitoringApi,
  key: string,
  call: LinkCall,
): Promise<readonly JsonObject[] | undefined> {
  try {
    return await api.devices(key, call);
  } catch (error) {
    if (ConnectorError.isConnectorError(error) && error.kind === "permission") return undefined;
    throw error;
  }
}

function siteOf(
  key: string,
  plant: JsonObject,
  listed: readonly JsonObject[] | undefined,
): DiscoveredSite {
  const kinds = new Set((listed ?? []).map(kindOf));
  const inverters = (listed ?? []).flatMap((device) => inverterOf(device) ?? []);
  return {
    key,
    name: textOf(plant["name"]) ?? `Plant ${key}`,
    timeZone: textOf(plant["timezone"]) ?? null,
    devices: [
      ...inverters,
      { key: `site:${key}`, kind: "meter", name: "Plant" },
      ...(kinds.has("battery")
        ? [{ key: `site:${key}:battery`, kind: "battery", name: "Batteries together" } as const]
        : []),
    ],
    capabilities: listed ? capabilitiesOf(kinds) : NOT_PERMITTED,
  };
}

function inverterOf(device: JsonObject): DiscoveredDevice | undefined {
  const key = textOf(device["deviceId"]);
  if (key === undefined || kindOf(device) !== "inverter") return undefined;
  const model = textOf(device["product"]);
  const name = textOf(device["name"]) ?? key;
  return { key, kind: "inverter", name, ...(model !== undefined && { model }) };
}

/** By words: a list of types is not documented. */
function kindOf(device: JsonObject): DeviceKind | undefined {
  const type = textOf(device["type"]) ?? "";
  if (/batter/iu.test(type)) return "battery";
  if (/inverter/iu.test(type)) return "inverter";
  return /meter/iu.test(type) ? "meter" : undefined;
}

const NAMES = ["acPower", "history", "battery", "grid"] as const;
const NOT_PERMITTED: readonly Capability[] = NAMES.map((name) => ({
  name,
  isAvailable: false,
  reason: "not_permitted",
  detail: "the owner has to consent again, in Sunny Portal",
}));

function capabilitiesOf(kinds: ReadonlySet<DeviceKind | undefined>): readonly Capability[] {
  return [
    claim("acPower", kinds.has("inverter"), "the plant lists no inverter"),
    { name: "history", isAvailable: true },
    claim("battery", kinds.has("battery"), "the plant lists no battery"),
    claim("grid", kinds.has("meter"), "the plant lists no energy meter"),
  ];
}

function claim(name: string, isAvailable: boolean, detail: string): Capability {
  return isAvailable ? { name, isAvailable } : { name, isAvailable, reason: "not_fitted", detail };
}
