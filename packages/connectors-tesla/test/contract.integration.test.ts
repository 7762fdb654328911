import { testConnector } from "@solarmon/connectors-kit/testing";
import { teslaConnector } from "@solarmon/connectors-tesla";
import { startTeslaStandIn } from "./support/tesla-stand-in.ts";

testConnector("a Powerwall's gateway", {
  connector: teslaConnector,
  standIn: startTeslaStandIn,
});
