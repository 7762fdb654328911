import { textOf } from "@solarmon/connectors-kit";

/** The IANA zone of a city, as a Datamanager tells it (`Vienna`); `null` when none or several have that name. */
export function timeZoneOf(location: unknown): string | null {
  const city = textOf(location)?.replaceAll(" ", "_");
  if (city === undefined) return null;
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone.endsWith(`/${city}`));
  const [zone] = zones;
  return zone !== undefined && zones.length === 1 ? zone : null;
}
