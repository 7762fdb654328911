import {
  type JsonObject,
  objectOf,
  type ProblemList,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { STORAGE_RULES } from "../points.ts";
import { keyOf, rowsOf, timeOfDevice } from "./device-table.ts";
import type { OpenedReply } from "./envelope.ts";
import { readFirstFields, tellUnknown } from "./first-values.ts";
import type { ReadingList } from "./reading-list.ts";

const NO_TELEMETRY: ReadonlySet<string> = new Set([
  "Details",
  "Enable",
  "TimeStamp",
  "Capacity_Maximum",
  "DesignedCapacity",
]);

/** `GetStorageRealtimeData`: state of charge; the power is in the power flow. */
export function decodeStorageData(
  opened: OpenedReply,
  list: ReadingList,
  problems: ProblemList,
): void {
  const rows = rowsOf(opened, (data: JsonObject) => objectOf(data["Controller"]) !== undefined);
  if (rows.length === 0) problems.add("/Body/Data", "no_telemetry", "no storage is installed");
  for (const { id, record, path } of rows) {
    const controller = objectOf(record["Controller"]) ?? {};
    const values: ValueMap = {};
    readFirstFields(controller, STORAGE_RULES, values, problems, `${path}/Controller`);
    tellUnknown(controller, STORAGE_RULES, NO_TELEMETRY, problems, `${path}/Controller`);
    const at = timeOfDevice(controller["TimeStamp"], opened.at);
    list.add(keyOf("storage", id, controller), "battery", at, values);
  }
}
