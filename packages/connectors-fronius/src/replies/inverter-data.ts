import {
  type JsonObject,
  objectOf,
  type ProblemList,
  readField,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { INVERTER_RULES } from "../points.ts";
import { statusOf } from "../states.ts";
import { idAsked, type OpenedReply } from "./envelope.ts";
import { tellUnknown } from "./first-values.ts";
import type { ReadingList } from "./reading-list.ts";

const NO_TELEMETRY: ReadonlySet<string> = new Set(["DeviceStatus"]);
const STATUS_RULE = { field: "StatusCode", point: "status", unit: "1", source: "states.ts" };
const FAULT_RULE = {
  field: "ErrorCode",
  point: "faultCode",
  unit: "1",
  sentinels: [-1],
  source: "operating instructions 42,0410,2012",
};

/** `GetInverterRealtimeData`: one inverter, or with Scope=System a table of all. */
export function decodeInverterData(
  { data, asked, at }: OpenedReply,
  list: ReadingList,
  problems: ProblemList,
): void {
  tellUnknown(data, INVERTER_RULES, NO_TELEMETRY, problems, "/Body/Data");
  const columns = Object.values(data)
    .map((field) => columnOf(objectOf(field)))
    .filter((values) => values !== undefined);
  const isTable = columns.length > 0 || textOf(asked["Scope"])?.toLowerCase() === "system";
  const ids = isTable
    ? [...new Set(columns.flatMap((values) => Object.keys(values)))]
    : [idAsked(asked) ?? "1"];
  if (ids.length === 0)
    problems.add("/Body/Data", "no_telemetry", "no inverter answers: at night they leave the list");
  for (const id of ids) {
    const values: ValueMap = {};
    readMeasured(data, isTable ? id : undefined, values, problems);
    if (!isTable) readStatus(objectOf(data["DeviceStatus"]) ?? {}, values, problems);
    list.add(`inverter:${id}`, "inverter", at, values);
  }
}

/** A value for each inverter; the first firmware of GEN24 calls them `Value`, too. */
function columnOf(field: JsonObject | undefined): JsonObject | undefined {
  return objectOf(field?.["Values"]) ?? objectOf(field?.["Value"]);
}

function readMeasured(
  data: JsonObject,
  column: string | undefined,
  values: ValueMap,
  problems: ProblemList,
): void {
  for (const rule of INVERTER_RULES) {
    const field = objectOf(data[rule.field]);
    const raw = column === undefined ? field?.["Value"] : columnOf(field)?.[column];
    const path = `/Body/Data/${rule.field}`;
    if (raw !== undefined && raw !== null && values[rule.point] === undefined)
      readField(raw, rule, values, problems, path, textOf(field?.["Unit"]) ?? rule.unit);
  }
}

function readStatus(status: JsonObject, values: ValueMap, problems: ProblemList): void {
  const path = "/Body/Data/DeviceStatus";
  const { StatusCode: code, ErrorCode: error, InverterState: state } = status;
  const ours = statusOf(code, error, state);
  if (ours !== undefined) readField(ours, STATUS_RULE, values, problems, `${path}/StatusCode`);
  else if (code !== undefined)
    problems.add(`${path}/StatusCode`, "unknown_field", `unknown state ${JSON.stringify(code)}`);
  if (error !== undefined) readField(error, FAULT_RULE, values, problems, `${path}/ErrorCode`);
}
