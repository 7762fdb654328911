import {
  type JsonObject,
  type ProblemList,
  readField,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Spellings } from "./points.ts";

/** Whether the field carries a number other than 0: what a model lacks is sent as 0. */
export function isUsed(record: JsonObject, field: string): boolean {
  const raw = record[field];
  if (raw === undefined || raw === 0) return false;
  const value = readNumber(raw);
  return typeof value === "number" && value !== 0;
}

/** Writes the first spelling that is not 0, else the first there is: unused ones are sent as 0 beside the used. */
export function writeSpelled(
  record: JsonObject,
  { fields, rule }: Spellings,
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  const present = fields.filter((field) => record[field] !== undefined);
  // One that is no number may be the used one: the 0 beside it tells nothing.
  const field =
    present.find((name) => isUsed(record, name)) ??
    present.find((name) => typeof readNumber(record[name]) !== "number") ??
    present[0];
  if (field !== undefined && record[field] !== null)
    readField(record[field], rule, values, problems, `${path}/${field}`);
}
