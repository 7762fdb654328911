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
  const hasMeter = GRID_COUNTERS.some(({ field }) => isUsed(record, field));
  if (hasMeter) writeQuantities(record, GRID_COUNTERS, values, problems, path);
  for (const rule of [GRID_POWER, LOAD_POWER])
    if (hasMeter || isUsed(record, rule.field))
      writeQuantity(record, rule, values, problems, path, scale);
}
