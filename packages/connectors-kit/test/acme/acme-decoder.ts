import {
  type DecodeContext,
  type DecodedReading,
  createLocalTimes,
  type FieldRule,
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readFields,
  requireEndpoint,
  textOf,
  type ValueMap,
  type VendorDecoder,
  type VendorReply,
} from "../../src/index.ts";

const ENDPOINTS = [
  { name: "live", text: "newest row of every inverter" },
  { name: "history", text: "rows of a quarter of an hour" },
];
const RULES: readonly FieldRule[] = [
  { field: "power_kw", point: "acPower", unit: "kW", source: "made up", sentinels: [-999] },
  { field: "total_kwh", point: "acEnergyTotal", unit: "kWh", source: "made up", sentinels: [-999] },
];

/** A vendor that never was: JSON, kW, naive local times. */
export const acmeDecoder: VendorDecoder = {
  vendor: "acme",
  endpoints: ENDPOINTS,
  decode(endpoint, reply, context) {
    requireEndpoint("acme", ENDPOINTS, endpoint);
    const problems = new ProblemList();
    const rows = listOf(objectOf(parseJsonBytes(reply.body, problems))?.["rows"]);
    const bySerial = Map.groupBy(rows.filter(isJsonObject), (row) => textOf(row["serial"]));
    const readings = [...bySerial].flatMap(([serial, ofDevice]) =>
      serial === undefined
        ? []
        : decodeDevice(serial, ofDevice, endpoint, reply, context, problems),
    );
    return { readings, problems: problems.toArray() };
  },
};

function decodeDevice(
  serial: string,
  rows: readonly JsonObject[],
  endpoint: string,
  { receivedAt }: VendorReply,
  { timeZone }: DecodeContext,
  problems: ProblemList,
): DecodedReading[] {
  const times = createLocalTimes(timeZone);
  const locals = rows.map((row) => textOf(row["time"]));
  const resolved =
    endpoint === "live" && receivedAt !== undefined
      ? locals.map((local) => times.near(local ?? "", receivedAt))
      : times.rows(locals);
  return rows.flatMap((row, index) => {
    const { at, problem } = resolved[index] ?? { at: null };
    if (problem !== undefined) problems.add(`/rows/${index}/time`, problem, "of a row");
    const values: ValueMap = {};
    readFields(row, RULES, values, problems, `/rows/${index}`);
    if (at === null || Object.keys(values).length === 0) return [];
    return [{ deviceId: serial, kind: "inverter" as const, measuredAt: at, values }];
  });
}
