import {
  createEndpointDecoder,
  type DecodableEndpoint,
  nothingMeasured,
  isJsonObject,
  ProblemList,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { DecodeCall } from "./decode-call.ts";
import { decodeDeviceDays, decodeDeviceHistory, decodeDevices } from "./devices.ts";
import { failureText } from "./errors.ts";
import { createPlantClock } from "./plant-clock.ts";
import { parseBody, readEnvelope } from "./replies.ts";
import { decodeStationDays, decodeStationHours, decodeStations } from "./stations.ts";

const ENDPOINTS: readonly DecodableEndpoint<DecodeCall>[] = [
  { name: "station-real-kpi", text: "getStationRealKpi", decode: decodeStations },
  { name: "kpi-station-hour", text: "getKpiStationHour", decode: decodeStationHours },
  { name: "kpi-station-day", text: "getKpiStationDay", decode: decodeStationDays },
  { name: "kpi-station-month", text: "getKpiStationMonth; no point for it", decode: tooLong },
  { name: "kpi-station-year", text: "getKpiStationYear; no point for it", decode: tooLong },
  { name: "dev-real-kpi", text: "getDevRealKpi", decode: decodeDevices },
  { name: "dev-history-kpi", text: "getDevHistoryKpi", decode: decodeDeviceHistory },
  { name: "dev-five-minutes", text: "getDevFiveMinutes", decode: decodeDeviceHistory },
  { name: "dev-kpi-day", text: "getDevKpiDay", decode: decodeDeviceDays },
  { name: "dev-kpi-month", text: "getDevKpiMonth; no point for it", decode: tooLong },
  { name: "dev-kpi-year", text: "getDevKpiYear; no point for it", decode: tooLong },
  { name: "station-list", text: "getStationList; no telemetry", decode: nothingMeasured },
  { name: "stations", text: "stations; no telemetry", decode: nothingMeasured },
  { name: "dev-list", text: "getDevList; no telemetry", decode: nothingMeasured },
  { name: "alarm-list", text: "getAlarmList; no telemetry", decode: nothingMeasured },
  { name: "login", text: "login; no telemetry", decode: nothingMeasured },
];

function tooLong({ problems }: DecodeCall): void {
  problems.add("", "unsupported", "no point tells the energy of a month; ask for days or hours");
}

/** Replies of FusionSolar's northbound interface as readings. */
export const fusionsolarDecoder: VendorDecoder = createEndpointDecoder<DecodeCall>({
  vendor: "fusionsolar",
  endpoints: ENDPOINTS,
  valuesPath: "/data",
  open(reply, context, target) {
    const clock = createPlantClock(context.timeZone);
    const body = parseReply(reply, target.problems);
    return body && { ...clock, ...target, envelope: readEnvelope(body, reply), told: new Set() };
  },
});

/** The body of a success; HTTP 200 can be a failure, too. */
function parseReply(
  reply: VendorReply,
  problems: ProblemList,
): Readonly<Record<string, unknown>> | undefined {
  const isError = (reply.status ?? 200) >= 400;
  const body = parseBody(reply.body, isError ? new ProblemList() : problems);
  const failure = failureText(reply, body);
  if (failure !== undefined) problems.add("", "vendor_error", failure);
  else if (isJsonObject(body)) return body;
  else if (body !== undefined) problems.add("", "malformed", "the body is no JSON object");
  return undefined;
}
