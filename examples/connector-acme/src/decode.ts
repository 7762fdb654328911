import {
  createLocalTimes,
  type DecodeContext,
  type DecodedReading,
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readFields,
  requireEndpoint,
  type ResolvedTime,
  textOf,
  type ValueMap,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { INVERTER_FIELDS } from "./points.ts";

const ENDPOINTS = [
  { name: "live", text: "newest row of every inverter" },
  { name: "history", text: "rows of a quarter of an hour" },
];

/** Replies of Acme Solar to readings. Pure: no HTTP, no clock. Rows are `{serial, time, power_kw, total_kwh}`. */
export const acmeDecoder: VendorDecoder = {
  vendor: "acme",
  endpoints: ENDPOINTS,
  decode(endpoint, reply, context) {
    requireEndpoint("acme", ENDPOINTS, endpoint);
    const problems = new ProblemList();
    const body = objectOf(parseJsonBytes(reply.body, problems));
    const rows = listOf(body?.["rows"]).filter(isJsonObject);
    const bySerial = Map.groupBy(rows, (row) => textOf(row["serial"]) ?? "");
    const readings = [...bySerial].flatMap(([serial, ofDevice]) => {
      const times = timesOf(endpoint, ofDevice, reply, context);
      return serial === "" ? [] : decodeDevice(serial, ofDevice, times, problems);
    });
    if (readings.length === 0 && problems.toArray().length === 0)
      problems.add("/rows", "no_telemetry", "the reply holds no value");
    return { readings, problems: problems.toArray() };
  },
};

/** Times are local and naive: in a history the order of the rows tells the repeated hour, in a live reply the clock does. */
function timesOf(
  endpoint: string,
  rows: readonly JsonObject[],
  { receivedAt }: VendorReply,
  { timeZone }: DecodeContext,
): readonly ResolvedTime[] {
  const times = createLocalTimes(timeZone);
  const locals = rows.map((row) => textOf(row["time"]));
  return endpoint === "live" && receivedAt !== undefined
    ? locals.map((local) => times.near(local ?? "", receivedAt))
    : times.rows(locals);
}

function decodeDevice(
  deviceId: string,
  rows: readonly JsonObject[],
  times: readonly ResolvedTime[],
  problems: ProblemList,
): DecodedReading[] {
  return rows.flatMap((row, index) => {
    const { at, problem } = times[index] ?? { at: null };
    if (problem !== undefined) problems.add(`/rows/${index}/time`, problem, "of a row");
    const values: ValueMap = {};
    readFields(row, INVERTER_FIELDS, values, problems, `/rows/${index}`);
    if (at === null || Object.keys(values).length === 0) return [];
    return [{ deviceId, kind: "inverter" as const, measuredAt: at, values }];
  });
}
