import {
  type Capability,
  ConnectorError,
  type DecodedReading,
  type DiscoveredDevice,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  textOf,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { victronDecoder } from "./decode.ts";
import type { VrmApi } from "./vrm-api.ts";

/** Installations with the devices that their diagnostics name now. */
export async function discoverSites(
  api: VrmApi,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const sites: DiscoveredSite[] = [];
  for (const record of await api.installations(call)) {
    const key = textOf(record["idSite"]);
    if (key !== undefined) sites.push(await discoverSite(api, key, record, call));
  }
  return sites;
}

async function discoverSite(
  api: VrmApi,
  key: string,
  record: JsonObject,
  call: LinkCall,
): Promise<DiscoveredSite> {
  const timeZone = textOf(record["timezone"]) ?? null;
  const readings = await newestOf(api, key, timeZone ?? "UTC", call);
  const createdAt = record["syscreated"];
  return {
    key,
    name: textOf(record["name"]) ?? `Installation ${key}`,
    timeZone,
    devices: devicesOf(key, readings ?? []),
    capabilities: readings ? capabilitiesOf(readings) : [...NOT_PERMITTED],
    ...(typeof createdAt === "number" && { since: createdAt * SECOND_MS }),
  };
}

/** `undefined` where the token may see that the site is there, and no more. */
async function newestOf(
  api: VrmApi,
  key: string,
  timeZone: string,
  call: LinkCall,
): Promise<readonly DecodedReading[] | undefined> {
  try {
    const reply = await api.diagnostics(key, call);
    return victronDecoder.decode("diagnostics", reply, { timeZone }).readings;
  } catch (error) {
    if (ConnectorError.isConnectorError(error) && error.kind === "permission") return undefined;
    throw error;
  }
}

function devicesOf(siteKey: string, readings: readonly DecodedReading[]): DiscoveredDevice[] {
  const devices = new Map<string, DiscoveredDevice>();
  for (const { deviceId, kind } of readings)
    devices.set(deviceId, { key: deviceId, kind, name: nameOf(siteKey, deviceId) });
  return [...devices.values()];
}

/** `4711:pvinverter:20` is `pvinverter 20`. */
function nameOf(siteKey: string, deviceId: string): string {
  if (deviceId === `site:${siteKey}`) return "System";
  if (deviceId === `site:${siteKey}:battery`) return "Battery of the system";
  return deviceId.split(":").slice(1).join(" ");
}

const NAMES = ["acPower", "history", "battery", "grid"] as const;

const NOT_PERMITTED: readonly Capability[] = NAMES.map((name) => ({
  name,
  isAvailable: false,
  reason: "not_permitted",
  detail: "In VRM, the owner of the installation has to let this account see its devices",
}));

function capabilitiesOf(readings: readonly DecodedReading[]): Capability[] {
  const points = new Set(readings.flatMap(({ values }) => Object.keys(values)));
  const has = {
    acPower: points.has("acPower"),
    history: true,
    battery: points.has("batterySoc") || points.has("batteryPower"),
    grid: points.has("gridImportPower") || points.has("gridExportPower"),
  };
  return NAMES.map((name) =>
    has[name]
      ? { name, isAvailable: true }
      : {
          name,
          isAvailable: false,
          reason: "not_fitted",
          detail: "No device of the gateway told it when it was discovered; discover again later",
        },
  );
}
