import type { Connector } from "@solarmon/connectors-kit";
import type { StandIn, StandInWorld } from "@solarmon/connectors-kit/stand-in";
import { enphaseCloudConnector } from "@solarmon/connectors-enphase";
import { froniusConnector } from "@solarmon/connectors-fronius";
import { fusionsolarConnector } from "@solarmon/connectors-fusionsolar";
import { solaredgeConnector } from "@solarmon/connectors-solaredge";
import { sunspecConnector } from "@solarmon/connectors-sunspec";
import { type Clock, MINUTE_MS } from "@solarmon/core";
import {
  startEnphaseCloudStandIn,
  startFroniusStandIn,
  startFusionsolarStandIn,
  startSolaredgeStandIn,
  startSunspecStandIn,
} from "@solarmon/simulator/vendors";

/** A vendor of the fleet, with what plays its part. */
export interface FleetVendor {
  readonly connector: Connector;
  readonly start: (clock: Clock, world: StandInWorld) => Promise<StandIn>;
}

/** Devices of one's own could be asked each minute; a month of minutes would only take longer. */
const SLOWEST_MS = 30 * MINUTE_MS;

const VENDORS: readonly FleetVendor[] = [
  { connector: solaredgeConnector, start: startSolaredgeStandIn },
  { connector: enphaseCloudConnector, start: startEnphaseCloudStandIn },
  {
    connector: fusionsolarConnector,
    // A plant whose devices nobody may read has no inverters to judge.
    start: (clock, world) => startFusionsolarStandIn(clock, world, { plants: ["home", "roof"] }),
  },
  { connector: froniusConnector, start: (clock, world) => startFroniusStandIn(clock, world) },
  { connector: sunspecConnector, start: (clock, world) => startSunspecStandIn(clock, world) },
];

export const FLEET_VENDORS: readonly FleetVendor[] = VENDORS.map(({ connector, start }) => ({
  connector: ofOwnAccount(atMostEach(SLOWEST_MS, connector)),
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

/** All stand-ins of a vendor know the same key, but each counts the calls of its own account. */
function ofOwnAccount(connector: Connector): Connector {
  return {
    ...connector,
    quotaKeyOf: (settings) => {
      const { address = "", portal = "" } = settings;
      return `${connector.quotaKeyOf(settings)} ${address}${portal}`;
    },
  };
}
