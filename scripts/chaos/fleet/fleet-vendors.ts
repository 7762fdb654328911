import type { Connector } from "@solarmon/connectors-kit";
import type { StandIn, StandInWorld } from "@solarmon/connectors-kit/stand-in";
import { froniusConnector } from "@solarmon/connectors-fronius";
import { type Clock, MINUTE_MS } from "@solarmon/core";
import { startFroniusStandIn } from "@solarmon/simulator/vendors";

/** A vendor of the fleet, with what plays its part. */
export interface FleetVendor {
  readonly connector: Connector;
  readonly start: (clock: Clock, world: StandInWorld) => Promise<StandIn>;
}

/** Devices of one's own could be asked each minute; a month of minutes would only take longer. */
const SLOWEST_MS = 15 * MINUTE_MS;

const VENDORS: readonly FleetVendor[] = [
  { connector: froniusConnector, start: (clock, world) => startFroniusStandIn(clock, world) },
];

export const FLEET_VENDORS: readonly FleetVendor[] = VENDORS.map(({ connector, start }) => ({
  connector: atMostEach(SLOWEST_MS, connector),
  start,
}));

function atMostEach(intervalMs: number, connector: Connector): Connector {
  return {
    ...connector,
    describe: () => {
      const described = connector.describe();
      return { ...described, pollIntervalMs: Math.max(intervalMs, described.pollIntervalMs) };
    },
  };
}
