import {
  type JsonObject,
  type ProblemList,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { GRID_METER_RULES, LOAD_METER_RULES, METER_RULES } from "../points.ts";
import { keyOf, rowsOf, timeOfDevice } from "./device-table.ts";
import type { OpenedReply } from "./envelope.ts";
import { readFirstFields, tellUnknown } from "./first-values.ts";
import type { ReadingList } from "./reading-list.ts";

const AT_GRID = 0;
const IN_LOAD_PATH = 1;
const LOCATIONS = ["Meter_Location_Current", "SMARTMETER_VALUE_LOCATION_U16"] as const;
const TIMES = ["TimeStamp", "COMPONENTS_TIME_STAMP_U64"] as const;
const NO_TELEMETRY: ReadonlySet<string> = new Set([
  ...LOCATIONS,
  ...TIMES,
  "Details",
  "Enable",
  "Visible",
  "COMPONENTS_MODE_ENABLE_U16",
  "COMPONENTS_MODE_VISIBLE_U16",
]);

/** `GetMeterRealtimeData`: where the meter stands tells what its power is. */
export function decodeMeterData(
  opened: OpenedReply,
  list: ReadingList,
  problems: ProblemList,
): void {
  const rows = rowsOf(opened, isMeter);
  if (rows.length === 0) problems.add("/Body/Data", "no_telemetry", "no meter is installed");
  for (const { id, record, path } of rows) {
    const values: ValueMap = {};
    const rules = [...rulesAt(record, problems, path), ...METER_RULES];
    readFirstFields(record, rules, values, problems, path);
    tellUnknown(record, rules, NO_TELEMETRY, problems, path);
    const at = timeOfDevice(record[TIMES[0]] ?? record[TIMES[1]], opened.at);
    list.add(keyOf("meter", id, record), "meter", at, values);
  }
}

function isMeter(record: JsonObject): boolean {
  return [...GRID_METER_RULES, ...METER_RULES].some((rule) => record[rule.field] !== undefined);
}

function rulesAt(record: JsonObject, problems: ProblemList, path: string): typeof METER_RULES {
  const raw = record[LOCATIONS[0]] ?? record[LOCATIONS[1]];
  const location = readNumber(raw) ?? raw;
  if (location === AT_GRID) return GRID_METER_RULES;
  if (location === IN_LOAD_PATH) return LOAD_METER_RULES;
  const detail = `a meter at location ${JSON.stringify(location) ?? "unknown"} measures neither grid nor load`;
  problems.add(`${path}/${LOCATIONS[0]}`, "unsupported", detail);
  return [];
}
