import {
  type Capability,
  type DiscoveredDevice,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { FAMILIES } from "./families.ts";
import type { GrowattApi } from "./growatt-api.ts";

/** Plants of the account with those of their devices that can be read. */
export async function discoverSites(
  api: GrowattApi,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const sites: DiscoveredSite[] = [];
  for (const plant of await api.list("/v1/plant/list", "plants", {}, call)) {
    const key = textOf(plant["plant_id"]);
    if (key === undefined) continue;
    const devices = await api.list("/v1/device/list", "devices", { plant_id: key }, call);
    sites.push(siteOf(key, plant, devices));
  }
  return sites;
}

function siteOf(key: string, plant: JsonObject, listed: readonly JsonObject[]): DiscoveredSite {
  const devices = listed.flatMap(devicesOf);
  return {
    key,
    name: textOf(plant["name"]) ?? `Plant ${key}`,
    // Lists tell none, and plant/data an offset only.
    timeZone: null,
    devices,
    capabilities: capabilitiesOf(devices, listed),
    ...numberAs("dcKwp", plant["peak_power"]),
    ...numberAs("latitudeDeg", plant["latitude"]),
    ...numberAs("longitudeDeg", plant["longitude"]),
  };
}

/** 0 is what Growatt writes for what nobody told it. */
function numberAs(name: string, raw: unknown): Readonly<Record<string, number>> {
  const value = readNumber(raw);
  return typeof value === "number" && value !== 0 ? { [name]: value } : {};
}

function devicesOf(entry: JsonObject): DiscoveredDevice[] {
  const key = textOf(entry["device_sn"]);
  const type = textOf(entry["type"]) ?? "";
  const family = FAMILIES.get(type);
  if (key === undefined || !family) return [];
  const model = textOf(entry["model"]);
  const inverter: DiscoveredDevice = {
    key,
    kind: "inverter",
    name: `${model ?? "Inverter"} ${key}`,
    address: { type },
    ...(model !== undefined && { model }),
  };
  // It has no calls of its own: its values come with the inverter's.
  const battery: DiscoveredDevice = {
    key: `${key}:battery`,
    kind: "battery",
    name: `Battery of ${key}`,
  };
  return family.isHybrid ? [inverter, battery] : [inverter];
}

function capabilitiesOf(
  devices: readonly DiscoveredDevice[],
  listed: readonly JsonObject[],
): Capability[] {
  const isReadable = devices.length > 0;
  return [
    ...["acPower", "history"].map((name) =>
      isReadable ? available(name) : unavailable(name, withoutInverters(listed)),
    ),
    devices.some(({ kind }) => kind === "battery")
      ? available("battery")
      : {
          ...unavailable("battery", "No hybrid inverter of a family that can be read"),
          reason: "not_fitted",
        },
  ];
}

function available(name: string): Capability {
  return { name, isAvailable: true };
}

function unavailable(name: string, detail: string): Capability {
  return { name, isAvailable: false, reason: "vendor_has_none", detail };
}

function withoutInverters(listed: readonly JsonObject[]): string {
  const types = [...new Set(listed.map((entry) => textOf(entry["type"]) ?? "none"))];
  return `Of types 1, 5 and 7 the plant has no device; it lists ${types.join(", ") || "nothing"}`;
}
