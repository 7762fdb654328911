import type { JsonObject, ProblemList, ValueMap } from "@solarmon/connectors-kit";
import { GRID_COUNTERS, GRID_POWER, LOAD_POWER } from "./points.ts";
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
  if (isMetered) writeQuantities(record, GRID_COUNTERS, values, problems, path);
  for (const rule of [GRID_POWER, LOAD_POWER])
    if (isMetered || isUsed(record, rule.field))
      writeQuantity(record, rule, values, problems, path, scale);
}

/** Whether a meter at the grid ever counted. */
export function hasMeter(record: JsonObject): boolean {
  return GRID_COUNTERS.some(({ field }) => isUsed(record, field));
}
