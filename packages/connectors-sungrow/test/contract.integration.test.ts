import { sungrowConnector } from "@solarmon/connectors-sungrow";
import { testConnector } from "@solarmon/connectors-kit/testing";
import { startSungrowStandIn } from "./support/sungrow-stand-in.ts";

testConnector("iSolarCloud with user and password", {
  connector: sungrowConnector,
  standIn: (clock, world) => startSungrowStandIn(clock, world, "account"),
});

testConnector("iSolarCloud with OAuth2", {
  connector: sungrowConnector,
  standIn: (clock, world) => startSungrowStandIn(clock, world, "oauth2"),
});
