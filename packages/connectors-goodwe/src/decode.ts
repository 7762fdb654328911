import {
  createEndpointDecoder,
  createLocalTimes,
  type DecodableEndpoint,
  type JsonObject,
  nothingMeasured,
  openEnvelope,
  type VendorDecoder,
} from "@solarmon/connectors-kit";
import { decodePowerChart } from "./chart.ts";
import type { DecodeCall } from "./decode-call.ts";
import { refusalOf } from "./errors.ts";
import { decodeMonitorDetail } from "./stations.ts";

const ENDPOINTS: readonly DecodableEndpoint<DecodeCall>[] = [
  {
    name: "monitor-detail",
    text: "GetMonitorDetailByPowerstationId: plant and inverters now",
    decode: decodeMonitorDetail,
  },
  {
    name: "plant-power-chart",
    text: "GetPlantPowerChart: a day by 5 minutes",
    decode: decodePowerChart,
  },
  { name: "chart-by-plant", text: "GetChartByPlant; not read", decode: notDocumented },
  { name: "station-ids", text: "GetPowerStationIdByOwner; no telemetry", decode: nothingMeasured },
];

function notDocumented({ problems }: DecodeCall): void {
  const detail =
    "days are written in the account's format, which no document tells; ask for the day's chart";
  problems.add("/data", "unsupported", detail);
}

/** Replies of GoodWe's SEMS portal as readings. */
export const goodweDecoder: VendorDecoder = createEndpointDecoder<DecodeCall>({
  vendor: "goodwe",
  endpoints: ENDPOINTS,
  valuesPath: "/data",
  open(reply, { timeZone }, target) {
    const times = createLocalTimes(timeZone);
    const opened = openEnvelope(reply.body, target.problems, refused);
    const body = opened && isBare(opened) ? { data: opened } : opened;
    return body && { ...target, body, times, receivedAt: reply.receivedAt };
  },
});

/** What clients of the portal keep of a plant's detail: `data` without the envelope around it. */
function isBare(body: JsonObject): boolean {
  return body["code"] === undefined && Array.isArray(body["inverter"]);
}

function refused(body: JsonObject): string | undefined {
  if (isBare(body)) return undefined;
  const refusal = refusalOf(body);
  return refusal && `GoodWe: ${refusal[1]}`;
}
