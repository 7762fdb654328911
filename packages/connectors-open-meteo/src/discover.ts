import {
  ConnectorError,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { STEP_MS, VENDOR } from "./definition.ts";
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
  const locations = await api.read(places, { start: end - STEP_MS, end }, "auto", call);
  return places.map((place, index) => siteOf(place, locations[index]));
}

function siteOf(place: Place, location: JsonObject | undefined): DiscoveredSite {
  const { key, latitudeDeg, longitudeDeg } = place;
  if (!location)
    throw new ConnectorError("protocol", VENDOR.name, `the reply holds nothing of ${key}`);
  return {
    key,
    name: `Weather at ${latitudeDeg}, ${longitudeDeg}`,
    timeZone: textOf(location["timezone"]) ?? null,
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
