import { froniusConnector } from "@solarmon/connectors-fronius";
import { testConnector } from "@solarmon/connectors-kit/testing";
import { startFroniusStandIn } from "@solarmon/simulator/vendors";

testConnector("a Datamanager", {
  connector: froniusConnector,
  standIn: (clock, world) => startFroniusStandIn(clock, world, "datamanager"),
});

testConnector("a GEN24", {
  connector: froniusConnector,
  standIn: (clock, world) => startFroniusStandIn(clock, world, "gen24"),
});
