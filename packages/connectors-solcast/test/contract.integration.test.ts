import { testConnector } from "@solarmon/connectors-kit/testing";
import { solcastConnector } from "@solarmon/connectors-solcast";
import { startSolcastStandIn } from "./support/solcast-stand-in.ts";

testConnector("Solcast", { connector: solcastConnector, standIn: startSolcastStandIn });
