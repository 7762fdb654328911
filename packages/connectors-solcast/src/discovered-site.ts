import {
  type DiscoveredSite,
  type JsonObject,
  parseInstant,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { SITE_ID } from "./definition.ts";

/** A rooftop site of the account's list; `undefined` for one without an id. */
export function siteOf(site: JsonObject): DiscoveredSite | undefined {
  const key = textOf(site["resource_id"]);
  if (key === undefined) return undefined;
  const dcKwp = numberIn(site, "capacity_dc");
  const latitudeDeg = numberIn(site, "latitude");
  const longitudeDeg = numberIn(site, "longitude");
  const since = parseInstant(textOf(site["install_date"]) ?? "");
  return {
    key,
    name: textOf(site["name"]) ?? key,
    timeZone: null,
    devices: [{ key: SITE_ID, kind: "weather", name: "Solcast" }],
    capabilities: [
      { name: "acPower", isAvailable: true, detail: "the power to expect, not a measurement" },
      { name: "history", isAvailable: true },
      {
        name: "irradiance",
        isAvailable: false,
        reason: "plan_too_low",
        detail: "rooftop sites tell power only; take Open-Meteo for irradiance and temperature",
      },
    ],
    ...(dcKwp !== undefined && { dcKwp }),
    ...(latitudeDeg !== undefined && { latitudeDeg }),
    ...(longitudeDeg !== undefined && { longitudeDeg }),
    ...(since !== null && { since }),
  };
}

function numberIn(site: JsonObject, field: string): number | undefined {
  return readNumber(site[field]) ?? undefined;
}
