import type { Capability, DiscoveredSite } from "@solarmon/connectors-kit";
import type { HeardDevice } from "./inbox.ts";

const NOT_HEARD =
  "nothing of the kind was heard yet: check the topics, and whether the device sends";

/** The one site of a broker, with what was heard so far. */
export function siteOf(devices: ReadonlyMap<string, HeardDevice>, url: string): DiscoveredSite {
  const points = new Set([...devices.values()].flatMap((device) => [...device.points]));
  return {
    key: "local",
    name: new URL(url).hostname,
    timeZone: null,
    devices: [...devices].map(([key, { kind }]) => ({ key, kind, name: key })),
    capabilities: [
      claim("acPower", points.has("acPower")),
      claim("grid", points.has("gridImportPower")),
      claim("battery", points.has("batteryPower") || points.has("batterySoc")),
      {
        name: "history",
        isAvailable: false,
        reason: "vendor_has_none",
        detail: "a broker keeps no readings; lifetime counters tell a gap's energy",
      },
    ],
  };
}

function claim(name: string, isAvailable: boolean): Capability {
  return isAvailable
    ? { name, isAvailable }
    : { name, isAvailable, reason: "not_fitted", detail: NOT_HEARD };
}
