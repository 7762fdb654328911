import { testConnector } from "@solarmon/connectors-kit/testing";
import { solaredgeConnector, solaredgeSiteConnector } from "@solarmon/connectors-solaredge";
import { startSolaredgeStandIn } from "@solarmon/simulator/vendors";

testConnector("an account with a key", {
  connector: solaredgeConnector,
  standIn: (clock, world) =>
    startSolaredgeStandIn(clock, world, { sites: ["inverters", "meter", "meter-and-battery"] }),
});

testConnector("a site by its owner's consent", {
  connector: solaredgeSiteConnector,
  standIn: (clock, world) => startSolaredgeStandIn(clock, world, { access: "site" }),
});
