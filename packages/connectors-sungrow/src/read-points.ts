import {
  type FieldRule,
  type JsonObject,
  listOf,
  objectOf,
  type ProblemList,
  readField,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { DeviceKey } from "./device-key.ts";
import { ADDED_UP } from "./hybrid-points.ts";

const POINT = /^p\d+$/u;

/** Point → unit, as the reply's own dictionary says. */
export type PointUnits = ReadonlyMap<string, string>;

export function readPointUnits(result: JsonObject): PointUnits {
  const units = new Map<string, string>();
  for (const entry of listOf(result["point_dict"]).map(objectOf)) {
    const id = textOf(entry?.["point_id"])?.replace(/^p/u, "");
    const unit = textOf(entry?.["point_unit"]);
    if (id !== undefined && unit !== undefined) units.set(`p${id}`, unit);
  }
  return units;
}

/** Charges are shares for most accounts; what is above 1 can but be a percentage. */
function isPercentage(raw: unknown, { point, unit }: FieldRule): boolean {
  return point === "batterySoc" && unit === "1" && (readNumber(raw) ?? 0) > 1;
}

/** Writes the value of one point; a point without a rule is told once if it has a value. */
export function readPoint(
  field: string,
  raw: unknown,
  { type }: DeviceKey,
  values: ValueMap,
  units: PointUnits,
  problems: ProblemList,
  path: string,
): void {
  if (raw === null || raw === undefined || raw === "--") return;
  const rule = type.rules.get(field);
  if (!rule) return problems.addOnce(field, path, "unknown_field", `${field} has no point`);
  const unit = units.get(field) ?? (isPercentage(raw, rule) ? "%" : undefined);
  if (ADDED_UP.has(field)) addPart(raw, rule, values, problems, path, unit);
  else readField(raw, rule, values, problems, path, unit);
}

/** Rows of which one part is known and 0: where the other is missing, so is the whole. */
const halves = new WeakSet<ValueMap>();

function addPart(
  raw: unknown,
  rule: FieldRule,
  values: ValueMap,
  problems: ProblemList,
  path: string,
  unit: string | undefined,
): void {
  const own: ValueMap = {};
  readField(raw, rule, own, problems, path, unit);
  const [part, before] = [own[rule.point], values[rule.point]];
  if (typeof part !== "number") return;
  if (typeof before === "number") values[rule.point] = before + part;
  else if (part !== 0 || halves.has(values)) values[rule.point] = part;
  else halves.add(values);
}

/** Writes all points of a row. */
export function readPoints(
  row: JsonObject,
  key: DeviceKey,
  values: ValueMap,
  units: PointUnits,
  problems: ProblemList,
  path: string,
): void {
  for (const field of Object.keys(row))
    if (POINT.test(field))
      readPoint(field, row[field], key, values, units, problems, `${path}/${field}`);
}
