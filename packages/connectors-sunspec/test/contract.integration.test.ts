import { testConnector } from "@solarmon/connectors-kit/testing";
import { sunspecConnector } from "@solarmon/connectors-sunspec";
import { startSunspecStandIn } from "@solarmon/simulator/vendors";

testConnector("SolarEdge inverters with a meter", {
  connector: sunspecConnector,
  standIn: (clock, world) => startSunspecStandIn(clock, world, "solaredge"),
});

testConnector("a GEN24 with a battery, in floats", {
  connector: sunspecConnector,
  standIn: (clock, world) => startSunspecStandIn(clock, world, "gen24"),
});

testConnector("devices after IEEE 1547 with batteries", {
  connector: sunspecConnector,
  standIn: (clock, world) => startSunspecStandIn(clock, world, "ieee1547"),
});
