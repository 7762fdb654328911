import { testConnector } from "@solarmon/connectors-kit/testing";
import { acmeConnector } from "../acme/acme-connector.ts";
import { startAcmeStandIn } from "../acme/acme-stand-in.ts";

testConnector("a made-up vendor", { connector: acmeConnector, standIn: startAcmeStandIn });
