import {
  type DecodedReading,
  isJsonObject,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readFields,
  requireEndpoint,
  type ValueMap,
  type VendorDecoder,
} from "@solarmon/connectors-kit";
import { QUALITY } from "@solarmon/core";
import { LIST_KEYS, SITE_ID, TIME_FIELDS, VENDOR } from "./definition.ts";
import { errorCodeIn } from "./errors.ts";
import { startOf } from "./period.ts";
import { RULES } from "./points.ts";

const KNOWN: ReadonlySet<string> = new Set([...TIME_FIELDS, ...RULES.map(({ field }) => field)]);

/** Readings are estimates of a model: quality `estimated`, device `site:solcast`. */
export const solcastDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode: (endpoint, { body }) => {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    const problems = new ProblemList();
    const reply = parseJsonBytes(body, problems);
    const readings = reply === undefined ? [] : readReply(reply, problems);
    if (readings.length === 0)
      problems.add("", "no_telemetry", "nothing of the reply is a reading");
    return { readings, problems: problems.toArray() };
  },
};

function readReply(reply: unknown, problems: ProblemList): DecodedReading[] {
  const lists = LIST_KEYS.filter((key) => Array.isArray(objectOf(reply)?.[key]));
  if (!isJsonObject(reply) || lists.length === 0) {
    tellRefusal(reply, problems);
    return [];
  }
  return lists.flatMap((key) => readPeriods(reply[key], key, problems));
}

function tellRefusal(reply: unknown, problems: ProblemList): void {
  const code = errorCodeIn(reply);
  if (code === undefined)
    problems.add("", "missing_field", `expected a list under ${LIST_KEYS.join(" or ")}`);
  else problems.add("/response_status", "vendor_error", `Solcast refuses: ${code.slice(0, 80)}`);
}

/** Newest first as recorded; given oldest first. */
function readPeriods(list: unknown, key: string, problems: ProblemList): DecodedReading[] {
  const readings: DecodedReading[] = [];
  for (const [index, row] of (Array.isArray(list) ? list : []).entries()) {
    const reading = readPeriod(row, `/${key}/${index}`, problems);
    if (reading) readings.push(reading);
  }
  return readings.toSorted((a, b) => a.measuredAt - b.measuredAt);
}

function readPeriod(row: unknown, path: string, problems: ProblemList): DecodedReading | undefined {
  if (!isJsonObject(row)) {
    problems.add(path, "malformed", "expected an object of a period");
    return undefined;
  }
  tellUnknown(row, path, problems);
  const measuredAt = startOf(row);
  if (measuredAt === undefined) {
    problems.add(path, "time_missing", "needs period_end in UTC and period, such as PT30M");
    return undefined;
  }
  const values: ValueMap = {};
  readFields(row, RULES, values, problems, path);
  if (Object.keys(values).length === 0) return undefined;
  return { deviceId: SITE_ID, kind: "weather", measuredAt, values, quality: QUALITY.estimated };
}

function tellUnknown(row: JsonObject, path: string, problems: ProblemList): void {
  for (const field of Object.keys(row))
    if (!KNOWN.has(field))
      problems.addOnce(field, `${path}/${field}`, "unknown_field", `${field} has no point`);
}
