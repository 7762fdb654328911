import { enphaseGatewayConnector as connector } from "@solarmon/connectors-enphase";
import { testConnector } from "@solarmon/connectors-kit/testing";
import { startEnphaseGatewayStandIn } from "@solarmon/simulator/vendors";

testConnector("a gateway with CTs and a battery, by the owner's password", {
  connector,
  standIn: (clock, world) => startEnphaseGatewayStandIn(clock, world),
});

testConnector("a gateway without CTs, by a pasted token", {
  connector,
  standIn: (clock, world) =>
    startEnphaseGatewayStandIn(clock, world, { model: "unmetered", logIn: "token" }),
});

testConnector("each micro-inverter of a gateway", {
  connector,
  standIn: (clock, world) =>
    startEnphaseGatewayStandIn(clock, world, { model: "unmetered", readsEach: true }),
});
