import {
  type EndpointInfo,
  isJsonObject,
  ProblemList,
  ReadingRows,
  requireEndpoint,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { DecodeCall, DecodeEndpoint } from "./decode-call.ts";
import { decodeDeviceDays, decodeDeviceHistory, decodeDevices } from "./devices.ts";
import { failureText } from "./errors.ts";
import { createPlantClock } from "./plant-clock.ts";
import { parseBody, readEnvelope } from "./replies.ts";
import { decodeStationDays, decodeStationHours, decodeStations } from "./stations.ts";

interface Endpoint extends EndpointInfo {
  readonly decode: DecodeEndpoint;
}

const ENDPOINTS: readonly Endpoint[] = [
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

function nothingMeasured({ problems }: DecodeCall): void {
  problems.add("", "no_telemetry", "this endpoint tells what there is, not what was measured");
}

function tooLong({ problems }: DecodeCall): void {
  problems.add("", "unsupported", "no point tells the energy of a month; ask for days or hours");
}

/** Replies of FusionSolar's northbound interface as readings. */
export const fusionsolarDecoder: VendorDecoder = {
  vendor: "fusionsolar",
  endpoints: ENDPOINTS.map(({ name, text }) => ({ name, text })),
  decode(name, reply, context) {
    requireEndpoint("fusionsolar", ENDPOINTS, name);
    const clock = createPlantClock(context.timeZone);
    const problems = new ProblemList();
    const rows = new ReadingRows();
    const body = parseReply(reply, problems);
    const endpoint = ENDPOINTS.find((known) => known.name === name);
    if (body)
      endpoint?.decode({
        ...clock,
        envelope: readEnvelope(body, reply),
        rows,
        problems,
        told: new Set(),
      });
    const readings = rows.toArray();
    if (readings.length === 0 && problems.toArray().length === 0)
      problems.add("/data", "no_telemetry", "the reply holds no row with a value");
    return { readings, problems: problems.toArray() };
  },
};

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
