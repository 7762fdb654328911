import { testConnector } from "@solarmon/connectors-kit/testing";
import { createSoliscloudConnector } from "../src/index.ts";
import { startSoliscloudStandIn } from "./support/soliscloud-stand-in.ts";

testConnector("soliscloud", {
  connector: createSoliscloudConnector(0),
  standIn: startSoliscloudStandIn,
});
