import type { KnownSite } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import { siteDevice } from "./monitoring-api.ts";

/** Devices that one call tells of together. */
export interface TelemetryKind {
  readonly kind: DeviceKind;
  /** Name of the endpoint for the decoder. */
  readonly endpoint: string;
  /** Below the site. */
  readonly path: string;
}

const KINDS: readonly TelemetryKind[] = [
  { kind: "inverter", endpoint: "inverters-telemetry", path: "inverters/telemetry" },
  { kind: "meter", endpoint: "meters-telemetry", path: "meters/telemetry" },
  { kind: "battery", endpoint: "storage-telemetry", path: "storage/telemetry" },
];

/** Those of which the site has a device: each costs a credit. */
export function telemetryOf({ key, devices }: KnownSite): readonly TelemetryKind[] {
  return KINDS.filter(({ kind }) =>
    devices.some((device) => device.kind === kind && device.key !== siteDevice(key)),
  );
}
