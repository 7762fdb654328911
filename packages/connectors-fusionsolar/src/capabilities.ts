import type { Capability, DiscoveredDevice } from "@solarmon/connectors-kit";

const TICK =
  "ask your installer to tick it for the northbound user: the interface, and each type of device";

/** What a plant can tell. @param isListed - whether the user may list devices at all */
export function capabilitiesOf(
  devices: readonly DiscoveredDevice[],
  isListed: boolean,
): readonly Capability[] {
  const claim = (name: string, kind: DiscoveredDevice["kind"], what: string): Capability =>
    claimOf(
      name,
      devices.some((device) => device.kind === kind),
      isListed,
      what,
    );
  return [
    claim("acPower", "inverter", "no inverter is listed; the plant as a whole tells energy only"),
    claim("grid", "meter", "no meter or power sensor is listed"),
    claim("battery", "battery", "no battery is listed"),
    claimOf("history", devices.length > 0, isListed, "only single devices have a history"),
  ];
}

function claimOf(name: string, isAvailable: boolean, isListed: boolean, what: string): Capability {
  if (isAvailable) return { name, isAvailable };
  return isListed
    ? { name, isAvailable, reason: "not_fitted", detail: `${what}; if there is one, ${TICK}` }
    : { name, isAvailable, reason: "not_permitted", detail: `devices may not be listed: ${TICK}` };
}
