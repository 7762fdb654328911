import { type DiscoveredSite, listOf, objectOf, textOf } from "@solarmon/connectors-kit";

/** A site as the list of sites tells it. What it cannot do is told with the reason. */
export function siteOf(field: unknown): DiscoveredSite {
  const site = objectOf(field) ?? {};
  return {
    key: textOf(site["id"]) ?? "",
    name: textOf(site["name"]) ?? "",
    timeZone: textOf(site["zone"]) ?? null,
    devices: listOf(site["inverters"]).map((serial) => {
      const key = textOf(serial) ?? "";
      return { key, kind: "inverter", name: `Inverter ${key}` };
    }),
    capabilities: [
      { name: "acPower", isAvailable: true },
      { name: "history", isAvailable: true },
      {
        name: "battery",
        isAvailable: false,
        reason: "not_fitted",
        detail: "Acme has no batteries",
      },
    ],
  };
}
