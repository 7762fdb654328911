import { testConnector } from "@solarmon/connectors-kit/testing";
import { victronConnector } from "../src/index.ts";
import { startVrmStandIn } from "./support/vrm-stand-in.ts";

testConnector("victron", { connector: victronConnector, standIn: startVrmStandIn });
