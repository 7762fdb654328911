import {
  ConnectorError,
  type DiscoveredDevice,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { LIVEDATA, SITE_ID } from "./definition.ts";
import { listedInverters, type ListedInverter } from "./listed-inverters.ts";
import type { WebApi } from "./web-api.ts";

/** The one site of a gateway, with the inverters it is set up for. */
export async function discoverSite(api: WebApi, call: LinkCall): Promise<DiscoveredSite> {
  const { json } = await api.get(LIVEDATA, call);
  const clock = (await ask(api, "/api/ntp/status", call)) ?? {};
  const inverters: DiscoveredDevice[] = [];
  for (const inverter of listedInverters(json)) inverters.push(await describe(api, inverter, call));
  return {
    key: "local",
    name: inverters.length === 1 ? (inverters[0]?.name ?? "OpenDTU") : "OpenDTU",
    timeZone: zoneOf(clock["ntp_timezone_descr"]),
    devices: [...inverters, { key: SITE_ID, kind: "logger", name: "OpenDTU" }],
    capabilities: [
      inverters.length > 0
        ? { name: "acPower", isAvailable: true }
        : {
            name: "acPower",
            isAvailable: false,
            reason: "not_fitted",
            detail: "add an inverter to the gateway: Settings → Inverters",
          },
      {
        name: "history",
        isAvailable: false,
        reason: "vendor_has_none",
        detail: "the gateway knows only what is true now; lifetime counters tell a gap's energy",
      },
      {
        name: "grid",
        isAvailable: false,
        reason: "not_fitted",
        detail: "OpenDTU hears inverters only: connect the meter by a link of its own",
      },
    ],
  };
}

async function describe(
  api: WebApi,
  { serial, name }: ListedInverter,
  call: LinkCall,
): Promise<DiscoveredDevice> {
  const path = `/api/devinfo/status?inv=${encodeURIComponent(serial)}`;
  const info = (await ask(api, path, call)) ?? {};
  const model = textOf(info["hw_model_name"]);
  const ratedPowerW = readNumber(info["max_power"]);
  return {
    key: serial,
    kind: "inverter",
    name,
    ...(model !== undefined && { model }),
    ...(typeof ratedPowerW === "number" && ratedPowerW > 0 && { ratedPowerW }),
  };
}

/** `undefined` where old firmware has no such thing, or guards it with a password. */
async function ask(api: WebApi, path: string, call: LinkCall): Promise<JsonObject | undefined> {
  try {
    return (await api.get(path, call)).json;
  } catch (error) {
    const isRefusal =
      ConnectorError.isConnectorError(error) && ["gone", "auth", "permission"].includes(error.kind);
    if (isRefusal) return undefined;
    throw error;
  }
}

/** As long as nobody set one up the gateway has a text of its own. */
function zoneOf(name: unknown): string | null {
  const timeZone = textOf(name);
  if (timeZone === undefined) return null;
  try {
    // Throws where the zone is not known.
    Intl.DateTimeFormat("en", { timeZone }).format(0);
    return timeZone;
  } catch {
    return null;
  }
}
