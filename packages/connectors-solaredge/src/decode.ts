import {
  createLocalTimes,
  createEndpointDecoder,
  type DecodableEndpoint,
  nothingMeasured,
  parseJsonBytes,
  ProblemList,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { DecodeCall } from "./decode-call.ts";
import { reportError } from "./errors.ts";
import { decodeV1Meters, decodeV1StorageData } from "./v1/devices.ts";
import { decodeV1InverterData } from "./v1/inverter-data.ts";
import { decodeV1PowerFlow } from "./v1/power-flow.ts";
import {
  decodeV1Energy,
  decodeV1EnergyDetails,
  decodeV1Overview,
  decodeV1Power,
  decodeV1PowerDetails,
} from "./v1/site.ts";
import { decodeSiteEnergy, decodeSiteOverview, decodeSitePower } from "./v2/site.ts";
import { decodeStorageTelemetry } from "./v2/storage.ts";
import { decodeInvertersTelemetry, decodeMetersTelemetry } from "./v2/telemetry.ts";

const ENDPOINTS: readonly DecodableEndpoint<DecodeCall>[] = [
  { name: "site-energy", text: "V2 /sites/{id}/energy", decode: decodeSiteEnergy },
  { name: "site-power", text: "V2 /sites/{id}/power", decode: decodeSitePower },
  { name: "site-overview", text: "V2 /sites/{id}/overview", decode: decodeSiteOverview },
  { name: "inverters-telemetry", text: "V2, inverters", decode: decodeInvertersTelemetry },
  { name: "meters-telemetry", text: "V2, meters", decode: decodeMetersTelemetry },
  { name: "storage-telemetry", text: "V2, batteries", decode: decodeStorageTelemetry },
  { name: "sites", text: "V2 /sites; no telemetry", decode: nothingMeasured },
  { name: "site", text: "V2 /sites/{id}; no telemetry", decode: nothingMeasured },
  { name: "devices", text: "V2 /sites/{id}/devices; no telemetry", decode: nothingMeasured },
  { name: "alerts", text: "V2 /sites/{id}/alerts; no telemetry", decode: nothingMeasured },
  { name: "v1-energy", text: "V1 /site/{id}/energy", decode: decodeV1Energy },
  { name: "v1-power", text: "V1 /site/{id}/power", decode: decodeV1Power },
  { name: "v1-energy-details", text: "V1, by meter", decode: decodeV1EnergyDetails },
  { name: "v1-power-details", text: "V1, by meter", decode: decodeV1PowerDetails },
  { name: "v1-overview", text: "V1 /site/{id}/overview", decode: decodeV1Overview },
  { name: "v1-power-flow", text: "V1 currentPowerFlow", decode: decodeV1PowerFlow },
  { name: "v1-inverter-data", text: "V1 /equipment/{id}/{sn}/data", decode: decodeV1InverterData },
  { name: "v1-storage-data", text: "V1 /site/{id}/storageData", decode: decodeV1StorageData },
  { name: "v1-meters", text: "V1 /site/{id}/meters", decode: decodeV1Meters },
  {
    name: "v1-time-frame-energy",
    text: "V1 timeFrameEnergy; no point for it",
    decode: tooLong,
  },
  { name: "v1-details", text: "V1 details, dataPeriod; no telemetry", decode: nothingMeasured },
  { name: "v1-sites", text: "V1 /sites/list; no telemetry", decode: nothingMeasured },
  { name: "v1-inventory", text: "V1 /site/{id}/inventory; no telemetry", decode: nothingMeasured },
];

function tooLong({ problems }: DecodeCall): void {
  problems.add("", "unsupported", "no point tells the energy of a free span; ask for days or less");
}

/** Replies of SolarEdge's monitoring API as readings. */
export const solaredgeDecoder: VendorDecoder = createEndpointDecoder<DecodeCall>({
  vendor: "solaredge",
  endpoints: ENDPOINTS,
  valuesPath: "",
  open(reply, context, target) {
    createLocalTimes(context.timeZone); // refuses an unknown zone before anything else
    const body = parseReply(reply, target.problems);
    return body === undefined ? undefined : { ...target, body, reply, context };
  },
});

/** The body, unless it tells of an error; that of an error may be HTML, and its status says enough then. */
function parseReply(reply: VendorReply, problems: ProblemList): unknown {
  const isError = (reply.status ?? 200) >= 400;
  const body = parseJsonBytes(reply.body, isError ? new ProblemList() : problems);
  return reportError(reply, body, problems) ? undefined : body;
}
