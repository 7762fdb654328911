import { testConnector } from "@solarmon/connectors-kit/testing";
import { openMeteoConnector } from "@solarmon/connectors-open-meteo";
import { startOpenMeteoStandIn } from "./support/open-meteo-stand-in.ts";

testConnector("Open-Meteo", {
  connector: openMeteoConnector,
  standIn: startOpenMeteoStandIn,
});
