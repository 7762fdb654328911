import type { VendorDecoder } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";

type LoadDecoder = () => Promise<VendorDecoder>;

/** Decoders by the name of their vendor; a package is loaded when it is asked for. */
const VENDORS: ReadonlyMap<string, LoadDecoder> = new Map<string, LoadDecoder>([
  ["open-meteo", async () => (await import("@solarmon/connectors-open-meteo")).openMeteoDecoder],
  ["sungrow", async () => (await import("@solarmon/connectors-sungrow")).sungrowDecoder],
  ["solcast", async () => (await import("@solarmon/connectors-solcast")).solcastDecoder],
  ["mqtt", async () => (await import("@solarmon/connectors-mqtt")).mqttDecoder],
  ["opendtu", async () => (await import("@solarmon/connectors-opendtu")).opendtuDecoder],
  ["sunspec", async () => (await import("@solarmon/connectors-sunspec")).sunspecDecoder],
  ["enphase", async () => (await import("@solarmon/connectors-enphase")).enphaseDecoder],
  ["tesla", async () => (await import("@solarmon/connectors-tesla")).teslaDecoder],
  ["fronius", async () => (await import("@solarmon/connectors-fronius")).froniusDecoder],
  ["solaredge", async () => (await import("@solarmon/connectors-solaredge")).solaredgeDecoder],
  [
    "fusionsolar",
    async () => (await import("@solarmon/connectors-fusionsolar")).fusionsolarDecoder,
  ],
  ["soliscloud", async () => (await import("@solarmon/connectors-soliscloud")).soliscloudDecoder],
  ["growatt", async () => (await import("@solarmon/connectors-growatt")).growattDecoder],
  ["victron", async () => (await import("@solarmon/connectors-victron")).victronDecoder],
  ["goodwe", async () => (await import("@solarmon/connectors-goodwe")).goodweDecoder],
  ["sma", async () => (await import("@solarmon/connectors-sma")).smaDecoder],
]);

export function vendorNames(): string[] {
  return [...VENDORS.keys()].toSorted();
}

/** @throws `invalid_argument` that lists the vendors there are */
export async function loadDecoder(vendor: string): Promise<VendorDecoder> {
  const load = VENDORS.get(vendor);
  if (load) return await load();
  throw new SolarmonError(
    "invalid_argument",
    `no decoder for ${JSON.stringify(vendor)}; there are: ${vendorNames().join(", ")}`,
  );
}
