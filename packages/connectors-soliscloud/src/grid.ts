import type { FieldRule, JsonObject, ProblemList, ValueMap } from "@solarmon/connectors-kit";
import {
  BACKUP_POWER,
  GRID_COUNTERS,
  GRID_POWERS,
  LOAD_POWER,
  TOTAL_LOAD_POWER,
} from "./points.ts";
import { isUsed, type Scale, writeQuantities, writeQuantity } from "./quantity.ts";

/** Power to and from the grid, and the load. Without a meter these fields are 0, which is no measurement. */
export function writeGrid(
  record: JsonObject,
  values: ValueMap,
  problems: ProblemList,
  path: string,
  scale?: Scale,
): void {
  const isMetered = hasMeter(record);
  const write = (rule: FieldRule, into: ValueMap): void =>
    writeQuantity(record, rule, into, problems, path, scale);
  if (isMetered) writeQuantities(record, GRID_COUNTERS, values, problems, path);
  const used = GRID_POWERS.find(({ field }) => isUsed(record, field));
  for (const rule of used ? [used] : GRID_POWERS) if (used || isMetered) write(rule, values);
  if (isUsed(record, TOTAL_LOAD_POWER.field)) return write(TOTAL_LOAD_POWER, values);
  if (isMetered || isUsed(record, LOAD_POWER.field)) write(LOAD_POWER, values);
  if (isUsed(record, BACKUP_POWER.field)) addBackup(record, values, write);
}

/** A load that could not be read is not made up of the rest. */
function addBackup(
  record: JsonObject,
  values: ValueMap,
  write: (rule: FieldRule, into: ValueMap) => void,
): void {
  const own: ValueMap = {};
  const load = values[LOAD_POWER.point] ?? undefined;
  if (load === undefined && isUsed(record, LOAD_POWER.field)) return;
  write(BACKUP_POWER, own);
  const backup = own[BACKUP_POWER.point];
  if (typeof backup === "number") values[LOAD_POWER.point] = (load ?? 0) + backup;
}

/** Whether a meter at the grid ever counted. */
export function hasMeter(record: JsonObject): boolean {
  return GRID_COUNTERS.some(({ field }) => isUsed(record, field));
}
