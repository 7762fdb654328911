import type { Connector } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";

type LoadConnector = () => Promise<Connector>;

/** Connectors by the name of their vendor, each with its decoder; a package is loaded when it is asked for. */
const CONNECTORS: ReadonlyMap<string, LoadConnector> = new Map<string, LoadConnector>([
  ["enphase", async () => (await import("@solarmon/connectors-enphase")).enphaseGatewayConnector],
  [
    "enphase-cloud",
    async () => (await import("@solarmon/connectors-enphase")).enphaseCloudConnector,
  ],
  ["fronius", async () => (await import("@solarmon/connectors-fronius")).froniusConnector],
  ["goodwe", async () => (await import("@solarmon/connectors-goodwe")).goodweConnector],
  ["growatt", async () => (await import("@solarmon/connectors-growatt")).growattConnector],
  ["mqtt", async () => (await import("@solarmon/connectors-mqtt")).mqttConnector],
  ["open-meteo", async () => (await import("@solarmon/connectors-open-meteo")).openMeteoConnector],
  ["opendtu", async () => (await import("@solarmon/connectors-opendtu")).opendtuConnector],
  [
    "fusionsolar",
    async () => (await import("@solarmon/connectors-fusionsolar")).fusionsolarConnector,
  ],
  ["sma", async () => (await import("@solarmon/connectors-sma")).smaConnector],
  ["solcast", async () => (await import("@solarmon/connectors-solcast")).solcastConnector],
  ["solaredge", async () => (await import("@solarmon/connectors-solaredge")).solaredgeConnector],
  [
    "solaredge-site",
    async () => (await import("@solarmon/connectors-solaredge")).solaredgeSiteConnector,
  ],
  ["soliscloud", async () => (await import("@solarmon/connectors-soliscloud")).soliscloudConnector],
  ["tesla", async () => (await import("@solarmon/connectors-tesla")).teslaConnector],
  ["sungrow", async () => (await import("@solarmon/connectors-sungrow")).sungrowConnector],
  ["victron", async () => (await import("@solarmon/connectors-victron")).victronConnector],
  ["sunspec", async () => (await import("@solarmon/connectors-sunspec")).sunspecConnector],
]);

export function connectorNames(): string[] {
  return [...CONNECTORS.keys()].toSorted();
}

/** `undefined` for a vendor that nothing can be fetched from. */
export async function findConnector(vendor: string): Promise<Connector | undefined> {
  return await CONNECTORS.get(vendor)?.();
}

/** @throws `invalid_argument` that lists the vendors there are */
export async function loadConnector(vendor: string): Promise<Connector> {
  return (await findConnector(vendor)) ?? throwUnknown(vendor);
}

export function throwUnknown(vendor: string): never {
  throw new SolarmonError(
    "invalid_argument",
    `no connector for ${JSON.stringify(vendor)}; there are: ${connectorNames().join(", ")}`,
  );
}
