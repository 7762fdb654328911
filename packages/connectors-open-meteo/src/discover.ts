import {
  type DiscoveredSite,
  type LinkCall,
  objectOf,
  parseJsonBytes,
  ProblemList,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { STEP_MS } from "./definition.ts";
import type { ForecastApi } from "./forecast-api.ts";
import { deviceKeyOf } from "./page-of.ts";
import type { Place } from "./places.ts";

/** The places of the settings; the reply says in which zone they are. */
export async function discoverPlaces(
  api: ForecastApi,
  places: readonly Place[],
  now: Instant,
  call: LinkCall,
): Promise<readonly DiscoveredSite[]> {
  const end = Math.floor(now / STEP_MS) * STEP_MS;
  const sites: DiscoveredSite[] = [];
  for (const place of places) {
    const { body } = await api.read(place, { start: end - STEP_MS, end }, "auto", call);
    sites.push(siteOf(place, objectOf(parseJsonBytes(body, new ProblemList()))?.["timezone"]));
  }
  return sites;
}

function siteOf({ key, latitudeDeg, longitudeDeg }: Place, zone: unknown): DiscoveredSite {
  return {
    key,
    name: `Weather at ${latitudeDeg}, ${longitudeDeg}`,
    timeZone: textOf(zone) ?? null,
    devices: [{ key: deviceKeyOf(key), kind: "weather", name: "Open-Meteo" }],
    capabilities: [
      { name: "irradiance", isAvailable: true },
      { name: "history", isAvailable: true },
      {
        name: "acPower",
        isAvailable: false,
        reason: "vendor_has_none",
        detail: "weather only: power comes from a link to the plant's inverters",
      },
    ],
    latitudeDeg,
    longitudeDeg,
  };
}
