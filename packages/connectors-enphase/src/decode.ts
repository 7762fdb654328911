import {
  type DecodeResult,
  parseJsonBytes,
  ProblemList,
  ReadingRows,
  requireEndpoint,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { readInvertersSummary, readLatestTelemetry, readOdometers } from "./cloud/devices.ts";
import { readEnergyLifetime } from "./cloud/energy-lifetime.ts";
import { isEventStream, readLiveData, readLiveStream } from "./cloud/live-data.ts";
import { readSummary } from "./cloud/summary.ts";
import {
  readBattery,
  readConsumptionMeter,
  readExport,
  readImport,
  readMicro,
  readProductionMeter,
  readProductionMicro,
  readRevenueMeters,
} from "./cloud/telemetry.ts";
import { tellRefusal } from "./errors.ts";
import { readDeviceData } from "./local/device-data.ts";
import { readInventory, readPower, readSecurityControl } from "./local/ensemble.ts";
import { readInverters } from "./local/inverters.ts";
import { readLiveStatus } from "./local/live-status.ts";
import { readMeters, readReports } from "./local/meters.ts";
import { readProduction } from "./local/production.ts";
import { readEnergy, readV1Production } from "./local/v1-production.ts";
import type { ReplyReader, Sink } from "./sink.ts";
import { ENDPOINTS, GATEWAY } from "./vendor.ts";

const READERS: Readonly<Record<(typeof ENDPOINTS)[number]["name"], ReplyReader>> = {
  production: readProduction,
  "api-v1-production": readV1Production,
  inverters: readInverters,
  "device-data": readDeviceData,
  "pdm-energy": readEnergy,
  "meters-readings": readMeters,
  "meters-reports": readReports,
  "ensemble-inventory": readInventory,
  "ensemble-power": readPower,
  "ensemble-secctrl": readSecurityControl,
  "livedata-status": readLiveStatus,
  "cloud-production-micro": readProductionMicro,
  "cloud-production-meter": readProductionMeter,
  "cloud-consumption-meter": readConsumptionMeter,
  "cloud-battery": readBattery,
  "cloud-energy-import": readImport,
  "cloud-energy-export": readExport,
  "cloud-energy-lifetime": readEnergyLifetime,
  "cloud-micro": readMicro,
  "cloud-rgm-stats": readRevenueMeters,
  "cloud-production-readings": readOdometers,
  "cloud-latest-telemetry": readLatestTelemetry,
  "cloud-summary": readSummary,
  "cloud-inverters-summary": readInvertersSummary,
  "cloud-live-data": readLiveData,
};
const readers: ReadonlyMap<string, ReplyReader> = new Map(Object.entries(READERS));

/** Replies of the IQ Gateway on the local network and of the cloud's API v4. */
export const enphaseDecoder: VendorDecoder = {
  vendor: GATEWAY,
  endpoints: ENDPOINTS,
  decode: (endpoint, reply, { timeZone }) => {
    requireEndpoint(GATEWAY, ENDPOINTS, endpoint);
    const problems = new ProblemList();
    const { receivedAt } = reply;
    const sink: Sink = { rows: new ReadingRows(), problems, receivedAt, timeZone };
    readBody(endpoint, reply, sink);
    return resultOf(sink);
  },
};

function readBody(endpoint: string, reply: VendorReply, sink: Sink): void {
  const isLive = endpoint === "cloud-live-data";
  if (isLive && isEventStream(reply.body)) return readLiveStream(reply.body, sink);
  const body = parseJsonBytes(reply.body, sink.problems);
  if (tellRefusal(body, reply.status, sink.problems) || body === undefined) return;
  readers.get(endpoint)?.(body, sink);
}

function resultOf({ rows, problems }: Sink): DecodeResult {
  const readings = rows.toArray();
  const told = problems.toArray();
  if (readings.length > 0 || told.length > 0) return { readings, problems: told };
  const detail = "the reply holds no value that has a point";
  return { readings, problems: [{ path: "", code: "no_telemetry", detail }] };
}
