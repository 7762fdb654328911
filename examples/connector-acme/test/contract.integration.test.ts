import { testConnector } from "@solarmon/connectors-kit/testing";
import { acmeConnector } from "../src/index.ts";
import { startAcmeStandIn } from "./support/acme-stand-in.ts";

testConnector("acme", { connector: acmeConnector, standIn: startAcmeStandIn });
