import {
  type Capability,
  ConnectorError,
  type DiscoveredDevice,
  type DiscoveredSite,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  listOf,
  objectOf,
  textOf,
} from "@solarmon/connectors-kit";
import { kindOf } from "./gateway.ts";
import type { GatewayApi } from "./gateway-api.ts";

const SECTIONS = { site: "Grid", battery: "Battery", load: "House", solar: "Solar" } as const;

/** The one site of a gateway, with the meters and Powerwalls that it hears. */
export async function discoverSite(api: GatewayApi, call: LinkCall): Promise<DiscoveredSite> {
  const info = (await ask(api, "/api/site_info", call)) ?? {};
  const meters = metersIn(await api.json("/api/meters/aggregates", call));
  const packs = packsIn((await ask(api, "/api/system_status", call)) ?? {});
  const has = (name: string): boolean => meters.some(({ key }) => key === name);
  return {
    key: "local",
    name: textOf(info["site_name"]) ?? "Powerwall",
    timeZone: textOf(info["timezone"]) ?? null,
    devices: [...meters, ...packs],
    capabilities: [
      claim("acPower", has("solar"), "the gateway has no meter for solar power"),
      claim("grid", has("site"), "the gateway has no meter at the grid connection"),
      claim("battery", has("battery"), "the gateway hears no Powerwall"),
      {
        name: "history",
        isAvailable: false,
        reason: "vendor_has_none",
        detail: "the gateway knows only what is true now; lifetime counters tell a gap's energy",
      },
    ],
  };
}

/** The year 1 means never: there is no such meter. */
function metersIn(aggregates: JsonObject): DiscoveredDevice[] {
  return Object.entries(SECTIONS).flatMap(([key, name]): DiscoveredDevice[] => {
    const heardAt = textOf(objectOf(aggregates[key])?.["last_communication_time"]);
    if (heardAt === undefined || heardAt.startsWith("0001-01-01")) return [];
    return [{ key, kind: kindOf(key), name }];
  });
}

function packsIn(status: JsonObject): DiscoveredDevice[] {
  return listOf(status["battery_blocks"]).flatMap((block): DiscoveredDevice[] => {
    const key = isJsonObject(block) ? textOf(block["PackageSerialNumber"]) : undefined;
    if (!isJsonObject(block) || key === undefined) return [];
    const model = textOf(block["PackagePartNumber"]);
    return [
      { key, kind: "battery", name: `Powerwall ${key}`, ...(model !== undefined && { model }) },
    ];
  });
}

/** `undefined` where the firmware has no such thing. */
async function ask(api: GatewayApi, path: string, call: LinkCall): Promise<JsonObject | undefined> {
  try {
    return await api.json(path, call);
  } catch (error) {
    if (ConnectorError.isConnectorError(error) && error.kind === "gone") return undefined;
    throw error;
  }
}

function claim(name: string, isAvailable: boolean, detail: string): Capability {
  return isAvailable ? { name, isAvailable } : { name, isAvailable, reason: "not_fitted", detail };
}
