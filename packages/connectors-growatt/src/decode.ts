import {
  createEndpointDecoder,
  createLocalTimes,
  type DecodableEndpoint,
  type JsonObject,
  nothingMeasured,
  openEnvelope,
  type VendorDecoder,
} from "@solarmon/connectors-kit";
import type { DecodeCall } from "./decode-call.ts";
import { decodeHistory, decodeNewest } from "./devices.ts";
import { refusalOf } from "./errors.ts";
import { decodePlantData, decodePlantEnergy, decodePlantPower } from "./plants.ts";

const ENDPOINTS: readonly DecodableEndpoint<DecodeCall>[] = [
  { name: "plant-data", text: "v1 plant/data", decode: decodePlantData },
  { name: "plant-power", text: "v1 plant/power, a day by 5 minutes", decode: decodePlantPower },
  { name: "plant-energy", text: "v1 plant/energy by days", decode: decodePlantEnergy },
  { name: "tlx-last-data", text: "v1 tlx/tlx_last_data: MIN, TLX", decode: decodeNewest },
  { name: "tlx-data", text: "v1 tlx/tlx_data, history", decode: decodeHistory },
  { name: "mix-last-data", text: "v1 mix/mix_last_data: SPH", decode: decodeNewest },
  { name: "mix-data", text: "v1 mix/mix_data, history", decode: decodeHistory },
  { name: "inverter-last-data", text: "v1 inverter/last_new_data: type 1", decode: decodeNewest },
  { name: "inverter-data", text: "v1 inverter/data, history", decode: decodeHistory },
  { name: "query-last-data", text: "v4 queryLastData", decode: decodeNewest },
  { name: "query-historical-data", text: "v4 queryHistoricalData", decode: decodeHistory },
  { name: "plant-list", text: "v1 plant/list; no telemetry", decode: withoutTime },
  { name: "plant-details", text: "v1 plant/details; no telemetry", decode: nothingMeasured },
  { name: "device-list", text: "device lists; no telemetry", decode: nothingMeasured },
];

function withoutTime({ problems }: DecodeCall): void {
  const detail = "values of a list carry no time and may be days old; ask for plant-data";
  problems.add("/data/plants", "no_telemetry", detail);
}

/** Replies of Growatt's OpenAPI as readings. Times are local: `timeZone` has to be the zone of the plant's clock. */
export const growattDecoder: VendorDecoder = createEndpointDecoder<DecodeCall>({
  vendor: "growatt",
  endpoints: ENDPOINTS,
  valuesPath: "/data",
  open(reply, { timeZone }, target) {
    const times = createLocalTimes(timeZone);
    const body = openEnvelope(reply.body, target.problems, refused);
    return body && { ...target, body, times, receivedAt: reply.receivedAt };
  },
});

function refused(body: JsonObject): string | undefined {
  const refusal = refusalOf(body);
  return refusal && `Growatt: ${refusal[1]}`;
}
