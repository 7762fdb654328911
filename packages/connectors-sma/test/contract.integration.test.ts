import { testConnector } from "@solarmon/connectors-kit/testing";
import { smaConnector } from "../src/index.ts";
import { startMonitoringStandIn } from "./support/monitoring-stand-in.ts";

testConnector("sma", {
  connector: smaConnector,
  standIn: (clock, world) => startMonitoringStandIn(clock, world, "refresh_token"),
});
