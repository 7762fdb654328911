import {
  ConnectorError,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  objectOf,
  parseInstant,
  textOf,
} from "@solarmon/connectors-kit";
import { calendarOf, DAY_MS, HOUR_MS, SolarmonError } from "@solarmon/core";
import { capabilitiesOf } from "./capabilities.ts";
import { devicesIn } from "./device-list.ts";
import { type MonitoringApi, sitePath } from "./monitoring-api.ts";
import { listSites } from "./site-list.ts";
import type { SiteMemory } from "./site-memory.ts";

/** A site does not move. */
const DETAILS_MS = 7 * DAY_MS;
const DEVICES_MS = HOUR_MS;
const TYPES = "types=INVERTER&types=METER&types=BATTERY";

/** Sites with their devices: a call for the list, and two for each site. @throws `ConnectorError` */
export async function discoverSites(
  api: MonitoringApi,
  memory: SiteMemory,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const sites: DiscoveredSite[] = [];
  for (const listed of await listSites(api, call)) {
    const key = textOf(listed["siteId"]);
    if (key !== undefined) sites.push(await discoverSite(key, listed, memory, call));
  }
  return sites;
}

async function discoverSite(
  key: string,
  listed: JsonObject,
  memory: SiteMemory,
  call: LinkCall,
): Promise<DiscoveredSite> {
  const listedZone = timeZoneIn(listed);
  // Only the details are sure to tell the zone.
  const own =
    listedZone === null ? await permitted(memory, sitePath(key), DETAILS_MS, call) : listed;
  const site = { ...listed, ...objectOf(own) };
  const found = await permitted(memory, `${sitePath(key)}/devices?${TYPES}`, DEVICES_MS, call);
  const name = textOf(site["name"]) ?? `Site ${key}`;
  const devices = devicesIn(key, name, found);
  const peakPower = site["peakPower"];
  const since = parseInstant(textOf(site["installationDate"]) ?? "");
  return {
    key,
    name,
    timeZone: timeZoneIn(site),
    devices,
    capabilities: capabilitiesOf(key, devices, found !== undefined),
    ...(typeof peakPower === "number" && peakPower > 0 && { dcKwp: peakPower }),
    ...(since !== null && { since }),
  };
}

/** `undefined` where the credential is not allowed to look, which hides no other site. */
async function permitted(
  memory: SiteMemory,
  path: string,
  maxAgeMs: number,
  call: LinkCall,
): Promise<unknown> {
  try {
    return await memory.body(path, maxAgeMs, call);
  } catch (error) {
    if (ConnectorError.isConnectorError(error) && error.kind === "permission") return undefined;
    throw error;
  }
}

/** An IANA zone that this computer knows; `null` otherwise, and a person must say. */
function timeZoneIn(site: JsonObject): string | null {
  const zone = textOf(objectOf(site["location"])?.["timezone"]);
  if (zone === undefined) return null;
  try {
    calendarOf(zone);
    return zone;
  } catch (error) {
    if (SolarmonError.is(error)) return null;
    throw error;
  }
}
