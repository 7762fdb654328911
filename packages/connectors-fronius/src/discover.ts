import {
  type Capability,
  ConnectorError,
  type DiscoveredDevice,
  type DiscoveredSite,
  type JsonObject,
  type LinkCall,
  objectOf,
  textOf,
} from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import { serialOf } from "./serial-of.ts";
import type { SolarApi } from "./solar-api.ts";
import { timeZoneOf } from "./time-zone-of.ts";

const SITE_KEY = "local";
const WITHOUT_ARCHIVE =
  "GEN24, Tauro and Verto keep no archive; counters tell the energy of a gap as a whole";

/** The one site of a device, with what is connected to it. */
export async function discoverSite(api: SolarApi, call: LinkCall): Promise<DiscoveredSite> {
  const active = await ask(api, "GetActiveDeviceInfo.cgi?DeviceClass=System", "Data", call);
  const info = (await ask(api, "GetInverterInfo.cgi", "Data", call)) ?? {};
  const logger = await ask(api, "GetLoggerInfo.cgi", "LoggerInfo", call);
  const inverters = invertersIn(info);
  const meters = othersIn(active?.["Meter"], "meter");
  const storages = othersIn(active?.["Storage"], "battery", "storage");
  return {
    key: SITE_KEY,
    name: textOf(logger?.["UniqueID"]) ?? inverters[0]?.name ?? "Fronius",
    timeZone: timeZoneOf(logger?.["TimezoneLocation"]),
    devices: [...inverters, ...meters, ...storages, ...siteDevices(storages.length > 0)],
    capabilities: [
      { name: "acPower", isAvailable: true },
      claim("grid", meters.length > 0, "not_fitted", "needs a Fronius Smart Meter"),
      claim("battery", storages.length > 0, "not_fitted", "no battery is connected"),
      claim("history", logger !== undefined, "vendor_has_none", WITHOUT_ARCHIVE),
    ],
    ...ratingOf(info),
  };
}

/** `undefined` where the device has no such thing: loggers are of Datamanagers, and old firmware has no lists. */
async function ask(
  api: SolarApi,
  path: string,
  part: string,
  call: LinkCall,
): Promise<JsonObject | undefined> {
  try {
    return objectOf((await api.body(path, call))[part]);
  } catch (error) {
    if (ConnectorError.isConnectorError(error) && error.kind === "gone") return undefined;
    throw error;
  }
}

function invertersIn(info: JsonObject): DiscoveredDevice[] {
  return recordsIn(info).map(([id, record]) => {
    const key = `inverter:${id}`;
    const name = textOf(unescapeHtml(textOf(record["CustomName"]) ?? "")) ?? key;
    return { key, kind: "inverter", name, address: { id } };
  });
}

/** Devices by id; what is no record is no device. */
function recordsIn(field: unknown): readonly (readonly [id: string, record: JsonObject])[] {
  return Object.entries(objectOf(field) ?? {}).flatMap(([id, value]) => {
    const record = objectOf(value);
    return record ? [[id, record] as const] : [];
  });
}

/** Names come with every letter as a number. */
function unescapeHtml(text: string): string {
  return text.replaceAll(/&#(\d{1,6});/gu, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** Keys as the decoder makes them: the serial number where there is one. */
function othersIn(field: unknown, kind: DeviceKind, family: string = kind): DiscoveredDevice[] {
  return recordsIn(field).map(([id, record]) => {
    const key = serialOf(record["Serial"]) ?? `${family}:${id}`;
    return { key, kind, name: key, address: { id } };
  });
}

/** What the power flow tells of the site as a whole. */
function siteDevices(hasBattery: boolean): DiscoveredDevice[] {
  const meter = { key: "site:local", kind: "meter", name: "Site" } as const;
  const battery = {
    key: "site:local/battery",
    kind: "battery",
    name: "Battery of the site",
  } as const;
  return hasBattery ? [meter, battery] : [meter];
}

function claim(
  name: string,
  isAvailable: boolean,
  reason: NonNullable<Capability["reason"]>,
  detail: string,
): Capability {
  return isAvailable ? { name, isAvailable } : { name, isAvailable, reason, detail };
}

function ratingOf(info: JsonObject): { readonly dcKwp?: number } {
  const watts = recordsIn(info).map(([, record]) => record["PVPower"]);
  const known = watts.filter((power): power is number => typeof power === "number" && power > 0);
  return known.length === 0 ? {} : { dcKwp: known.reduce((sum, power) => sum + power, 0) / 1_000 };
}
