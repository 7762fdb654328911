import type { Instant } from "@solarmon/core";
import {
  type JsonObject,
  type ProblemList,
  readNumber,
  type ReadingRows,
} from "@solarmon/connectors-kit";
import { WITHOUT_POINT } from "./points.ts";

/** Where a reply's readings and problems go. */
export interface Sink {
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
  /** When the reply was received; `undefined` when nobody noted it. */
  readonly receivedAt: Instant | undefined;
}

/** For replies that carry no time: when they were received. */
export function receivedAtOf({ receivedAt, problems }: Sink): Instant | undefined {
  if (receivedAt === undefined)
    problems.add("", "time_missing", "the reply carries no time, and its receipt was not noted");
  return receivedAt;
}

/** Tells once a reply what a record holds that has no point. */
export function tellWithoutPoint(record: JsonObject, path: string, { problems }: Sink): void {
  for (const field of WITHOUT_POINT)
    if (field in record)
      problems.addOnce(field, `${path}/${field}`, "unknown_field", "there is no point for it");
}

/** State of charge [%] of a pack, from what is left and what fits [Wh]; `null` when either is not told. */
export function socOf(record: JsonObject, leftField: string, fullField: string): number | null {
  const leftWh = readNumber(record[leftField]);
  const fullWh = readNumber(record[fullField]);
  if (typeof leftWh !== "number" || typeof fullWh !== "number" || fullWh <= 0) return null;
  return (leftWh / fullWh) * 100;
}
