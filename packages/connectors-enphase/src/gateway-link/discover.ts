import type {
  Capability,
  DiscoveredDevice,
  DiscoveredSite,
  LinkCall,
} from "@solarmon/connectors-kit";
import { zoneOf } from "../zone-of.ts";
import type { GatewayApi } from "./gateway-api.ts";
import { type GatewayParts, INVERTERS_PATH, readParts } from "./gateway-parts.ts";
import { DEVICE_OF_SOURCE, type ProductionSource } from "./production-source.ts";

const SITE_KEY = "local";
const NO_HISTORY =
  "the gateway keeps none; its counters tell the energy of a gap as a whole, the cloud tells the rest";
const NAMES: Readonly<Record<ProductionSource, string>> = {
  ct: "Production, by its CT",
  micros: "Production, all micro-inverters together",
  v1: "Production",
};
/** Meters that the decoder has points for. */
const TOTAL = "total-consumption";
const READABLE_METERS = ["net-consumption", TOTAL, "storage"];

/** The one site of a gateway. */
export async function discoverGateway(
  api: GatewayApi,
  readsEach: boolean,
  call: LinkCall,
): Promise<DiscoveredSite> {
  const parts = await readParts(api, readsEach, call);
  return {
    key: SITE_KEY,
    name: `Envoy ${parts.info.serial}`,
    timeZone: zoneOf(parts.timeZone),
    devices: [productionOf(parts), ...microsOf(parts), ...metersOf(parts), ...batteriesOf(parts)],
    capabilities: capabilitiesOf(parts, readsEach),
  };
}

/** Where each micro-inverter is read, it is they that make the energy, and this is a meter beside them. */
function productionOf({ source, micros, info, meters }: GatewayParts): DiscoveredDevice {
  const ct = source === "ct" ? meters.find(({ name }) => name === "production") : undefined;
  return {
    key: DEVICE_OF_SOURCE[source],
    kind: micros.length > 0 ? "meter" : "inverter",
    name: NAMES[source],
    firmware: info.firmware,
    address: { source, ...(ct && { meter: ct.name, eid: ct.eid }) },
  };
}

function microsOf({ micros, microPath }: GatewayParts): DiscoveredDevice[] {
  const address = { microPath };
  return micros.map((key) => ({ key, kind: "inverter", name: `Micro-inverter ${key}`, address }));
}

function metersOf({ meters, hasTotal }: GatewayParts): DiscoveredDevice[] {
  const read = meters.filter(({ name }) => READABLE_METERS.includes(name));
  const devices = read.map(({ name, eid }): DiscoveredDevice => ({
    ...meterOf(name),
    address: { meter: name, eid },
  }));
  const isTold = hasTotal && !read.some(({ name }) => name === TOTAL);
  return isTold ? [...devices, { ...meterOf(TOTAL), address: { item: TOTAL } }] : devices;
}

function meterOf(name: string): DiscoveredDevice {
  return { key: `meter:${name}`, kind: "meter", name: `Meter ${name}` };
}

function batteriesOf({ batteries, hasAcBatteries }: GatewayParts): DiscoveredDevice[] {
  const encharges = batteries.map(
    (key) =>
      ({ key, kind: "battery", name: `Battery ${key}`, address: { encharge: key } }) as const,
  );
  const together = {
    key: "storage:acb",
    kind: "battery",
    name: "AC Batteries together",
    address: { item: "acb" },
  } as const;
  return [...encharges, ...(hasAcBatteries ? [together] : [])];
}

function capabilitiesOf(parts: GatewayParts, readsEach: boolean): Capability[] {
  const { meters, batteries, hasAcBatteries, micros, microPath } = parts;
  const hasNet = meters.some(({ name }) => name === "net-consumption");
  const asked = readsEach || micros.length > 0;
  return [
    { name: "acPower", isAvailable: true },
    claim("grid", hasNet, "not_fitted", "needs a consumption CT"),
    claim(
      "battery",
      batteries.length > 0 || hasAcBatteries,
      "not_fitted",
      "no battery that this log-in may read",
    ),
    claim(
      "inverterEnergy",
      micros.length > 0 && microPath !== INVERTERS_PATH,
      asked ? "firmware" : "vendor_has_none",
      asked
        ? "counters of single micro-inverters need firmware 8.2.4345 and fewer devices than it lists"
        : "read each micro-inverter: setting inverters",
    ),
    claim("history", false, "vendor_has_none", NO_HISTORY),
  ];
}

function claim(
  name: string,
  isAvailable: boolean,
  reason: NonNullable<Capability["reason"]>,
  detail: string,
): Capability {
  return isAvailable ? { name, isAvailable } : { name, isAvailable, reason, detail };
}
