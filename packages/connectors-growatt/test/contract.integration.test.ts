import { testConnector } from "@solarmon/connectors-kit/testing";
import { growattConnector } from "../src/index.ts";
import { startGrowattStandIn } from "./support/growatt-stand-in.ts";

testConnector("growatt", { connector: growattConnector, standIn: startGrowattStandIn });
