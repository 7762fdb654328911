import {
  type Capability,
  type DiscoveredDevice,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { readDeviceKey } from "./device-key.ts";
import { HYBRID_TYPE, INVERTER_TYPE, PLANT_TYPE } from "./points.ts";
import type { SungrowApi } from "./sungrow-api.ts";

/** Plants of the account with those of their devices that can be read. */
export async function discoverSites(
  api: SungrowApi,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const sites: DiscoveredSite[] = [];
  for (const plant of await api.list(api.family.plantList, {}, call)) {
    const key = textOf(plant["ps_id"]);
    if (key === undefined) continue;
    const listed = await api.list(api.family.deviceList, { ps_id: key }, call);
    sites.push(siteOf(key, plant, listed.flatMap(deviceOf)));
  }
  return sites;
}

function siteOf(
  key: string,
  plant: JsonObject,
  listed: readonly DiscoveredDevice[],
): DiscoveredSite {
  const name = textOf(plant["ps_name"]) ?? `Plant ${key}`;
  const whole: DiscoveredDevice = {
    key: `site:${key}`,
    kind: hasType(listed, INVERTER_TYPE) ? "logger" : "inverter",
    name,
    address: { type: PLANT_TYPE },
  };
  return {
    key,
    name,
    // `GMT+10` says nothing about daylight saving time.
    timeZone: null,
    devices: [...listed, whole],
    capabilities: capabilitiesOf(listed),
    ...numberAs("latitudeDeg", plant["latitude"]),
    ...numberAs("longitudeDeg", plant["longitude"]),
  };
}

function numberAs(name: string, raw: unknown): Readonly<Record<string, number>> {
  const value = readNumber(raw);
  return typeof value === "number" && value !== 0 ? { [name]: value } : {};
}

function hasType(devices: readonly DiscoveredDevice[], type: string): boolean {
  return devices.some(({ address }) => address?.["type"] === type);
}

/** The plant itself is among the devices of some accounts; it is added for all. */
function deviceOf(entry: JsonObject): DiscoveredDevice[] {
  const key = textOf(entry["ps_key"]);
  const known = key === undefined ? undefined : readDeviceKey(key);
  const type = key?.split("_")[1];
  if (!known || type === undefined || type === PLANT_TYPE || known.type.rules.size === 0) return [];
  const model = textOf(entry["device_model_code"]) ?? textOf(entry["device_model"]);
  return [
    {
      key: known.deviceId,
      kind: known.type.kind,
      name: textOf(entry["device_name"]) ?? known.deviceId,
      address: { type },
      ...(model !== undefined && { model }),
    },
  ];
}

function capabilitiesOf(devices: readonly DiscoveredDevice[]): Capability[] {
  const hasHybrid = hasType(devices, HYBRID_TYPE);
  const inverters: Capability = hasType(devices, INVERTER_TYPE)
    ? { name: "inverters", isAvailable: true }
    : {
        name: "inverters",
        isAvailable: false,
        reason: hasHybrid ? "vendor_has_none" : "not_fitted",
        detail: "no device of type 1: the plant as a whole stands for its inverters",
      };
  return [
    // Plants tell it even where their devices do not.
    { name: "acPower", isAvailable: true },
    { name: "history", isAvailable: true },
    inverters,
    hasHybrid
      ? { name: "battery", isAvailable: true }
      : {
          name: "battery",
          isAvailable: false,
          reason: "not_fitted",
          detail: "no hybrid is listed",
        },
  ];
}
