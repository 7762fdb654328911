import {
  type DiscoveredDevice,
  isJsonObject,
  type JsonObject,
  listOf,
  textOf,
} from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import { siteDevice } from "./monitoring-api.ts";

const KINDS: Readonly<Record<string, DeviceKind>> = {
  INVERTER: "inverter",
  METER: "meter",
  BATTERY: "battery",
};

/** The site itself, which counts energy, and its devices by the serial numbers that their telemetry has. */
export function devicesIn(siteKey: string, siteName: string, body: unknown): DiscoveredDevice[] {
  const key = siteDevice(siteKey);
  const devices = new Map<string, DiscoveredDevice>([
    [key, { key, kind: "meter", name: siteName }],
  ]);
  // Replaced inverters stay in the list. One meter stands in it once for each thing that it measures.
  for (const device of listOf(body).filter(isJsonObject).flatMap(toDevice))
    if (!devices.has(device.key)) devices.set(device.key, device);
  return [...devices.values()];
}

function toDevice(device: JsonObject): DiscoveredDevice[] {
  const key = textOf(device["serialNumber"]);
  const kind = KINDS[textOf(device["type"]) ?? ""];
  if (key === undefined || kind === undefined || device["active"] === false) return [];
  const model = textOf(device["model"]) ?? textOf(device["partNumber"]);
  const firmware = textOf(device["firmwareVersion"]);
  return [
    {
      key,
      kind,
      name: textOf(device["name"]) ?? key,
      ...(model !== undefined && { model }),
      ...(firmware !== undefined && { firmware }),
    },
  ];
}
