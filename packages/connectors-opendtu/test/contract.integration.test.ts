import { opendtuConnector } from "@solarmon/connectors-opendtu";
import { testConnector } from "@solarmon/connectors-kit/testing";
import { startOpendtuStandIn } from "./support/opendtu-stand-in.ts";

testConnector("OpenDTU of 2022, values in a flat list", {
  connector: opendtuConnector,
  standIn: (clock, world) => startOpendtuStandIn(clock, world, 2022),
});

testConnector("OpenDTU of 2024, values of each inverter by itself", {
  connector: opendtuConnector,
  standIn: (clock, world) => startOpendtuStandIn(clock, world, 2024),
});
