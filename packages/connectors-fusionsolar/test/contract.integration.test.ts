import { fusionsolarConnector } from "@solarmon/connectors-fusionsolar";
import { testConnector } from "@solarmon/connectors-kit/testing";
import { startFusionsolarStandIn } from "@solarmon/simulator/vendors";

testConnector("a northbound user of today", {
  connector: fusionsolarConnector,
  standIn: startFusionsolarStandIn,
});

testConnector("a northbound user from before 2023", {
  connector: fusionsolarConnector,
  standIn: (clock, world) =>
    startFusionsolarStandIn(clock, world, { plants: ["roof", "home"], isNewUser: false }),
});
