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
import { decodeDiagnostics } from "./diagnostics.ts";
import { refusalOf } from "./errors.ts";
import { decodeStats } from "./stats.ts";

const ENDPOINTS: readonly DecodableEndpoint<DecodeCall>[] = [
  { name: "diagnostics", text: "newest values of all devices", decode: decodeDiagnostics },
  { name: "stats", text: "statistics by 15 minutes or hours", decode: decodeStats },
  { name: "installations", text: "sites; no telemetry", decode: nothingMeasured },
  { name: "system-overview", text: "devices; no telemetry", decode: nothingMeasured },
  { name: "alarms", text: "alarms; no telemetry", decode: nothingMeasured },
];

/** Replies of Victron's VRM API v2 as readings. All of its times are UTC. */
export const victronDecoder: VendorDecoder = createEndpointDecoder<DecodeCall>({
  vendor: "victron",
  endpoints: ENDPOINTS,
  valuesPath: "/records",
  open(reply, { timeZone }, target) {
    createLocalTimes(timeZone); // an unknown zone is told, although no time here needs one
    const body = openEnvelope(reply.body, target.problems, refused);
    return body && { ...target, body, receivedAt: reply.receivedAt };
  },
});

function refused(body: JsonObject): string | undefined {
  const refusal = refusalOf(body);
  return refusal && `VRM: ${refusal.detail}`;
}
