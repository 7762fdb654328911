import {
  createEndpointDecoder,
  createLocalTimes,
  type DecodableEndpoint,
  isJsonObject,
  type JsonObject,
  listOf,
  nothingMeasured,
  parseJsonBytes,
  type ProblemList,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { DecodeCall, ReplyCall } from "./decode-call.ts";
import { decodeDatagram } from "./datagram.ts";
import { isSuccess } from "./errors.ts";
import { decodeEnergies, decodeMeasurements } from "./measurements.ts";

const ENDPOINTS: readonly DecodableEndpoint<ReplyCall>[] = [
  {
    name: "measurements",
    text: "a measurement set of a plant or a device: Recent, Day, Week",
    decode: opened(decodeMeasurements),
  },
  {
    name: "measurements-as-energy",
    text: "the same, asked with ReturnEnergyValues=true",
    decode: opened(decodeEnergies),
  },
  { name: "speedwire-meter", text: "a datagram of a meter on the LAN", decode: decodeDatagram },
  { name: "plants", text: "plants; no telemetry", decode: opened(plantsOf) },
  { name: "devices", text: "devices; no telemetry", decode: opened(nothingMeasured) },
  {
    name: "measurement-sets",
    text: "names of sets; no telemetry",
    decode: opened(nothingMeasured),
  },
];

/** Opens the JSON of the API; a datagram needs no such thing. */
function opened(decode: (call: DecodeCall) => void): (call: ReplyCall) => void {
  return (call) => {
    const body = openBody(call.reply, call.problems);
    if (body) decode({ ...call, body });
  };
}

function plantsOf(call: DecodeCall): void {
  if (listOf(call.body["plants"]).length > 0) return nothingMeasured(call);
  const detail = "no plant: an owner has to consent before the API shows any";
  call.problems.add("/plants", "no_telemetry", detail);
}

/** Replies of SMA's Monitoring API, and datagrams of its meters, as readings. */
export const smaDecoder: VendorDecoder = createEndpointDecoder<ReplyCall>({
  vendor: "sma",
  endpoints: ENDPOINTS,
  valuesPath: "/set",
  open(reply, { timeZone }, target) {
    createLocalTimes(timeZone); // an unknown zone is told, also where the reply names its own
    return { ...target, reply, timeZone };
  },
});

function openBody(reply: VendorReply, problems: ProblemList): JsonObject | undefined {
  if ((reply.status ?? 200) >= 400) {
    problems.add("", "vendor_error", `SMA answered with HTTP ${reply.status ?? 0}`);
    return undefined;
  }
  const body = parseJsonBytes(reply.body, problems);
  if (body === undefined) return undefined;
  if (isJsonObject(body) && isSuccess(body)) return body;
  problems.add("", "malformed", "the body is not what the API documents");
  return undefined;
}
