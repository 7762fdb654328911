import type { Capability, DiscoveredDevice } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import { siteDevice } from "./monitoring-api.ts";

type Reason = NonNullable<Capability["reason"]>;

/** What a site can tell. @param isListed - whether the credential may see the site's devices */
export function capabilitiesOf(
  siteKey: string,
  devices: readonly DiscoveredDevice[],
  isListed: boolean,
): readonly Capability[] {
  const has = (kind: DeviceKind): boolean =>
    devices.some((device) => device.kind === kind && device.key !== siteDevice(siteKey));
  const fitted = (name: string, kind: DeviceKind, detail: string): Capability =>
    isListed
      ? claim(name, has(kind), "not_fitted", detail)
      : claim(name, false, "not_permitted", "ask the site's installer to give access to devices");
  return [
    fitted("acPower", "inverter", "no active inverter is registered at this site"),
    fitted("grid", "meter", "needs a SolarEdge energy meter"),
    fitted("battery", "battery", "no battery is registered at this site"),
    { name: "history", isAvailable: true },
    claim("dcPower", false, "vendor_has_none", "read the inverter by Modbus (sunspec) instead"),
  ];
}

function claim(name: string, isAvailable: boolean, reason: Reason, detail: string): Capability {
  return isAvailable ? { name, isAvailable } : { name, isAvailable, reason, detail };
}
