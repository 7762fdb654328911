import { testConnector } from "@solarmon/connectors-kit/testing";
import { goodweConnector } from "../src/index.ts";
import { startSemsStandIn } from "./support/sems-stand-in.ts";

testConnector("goodwe", { connector: goodweConnector, standIn: startSemsStandIn });
