import type { PointDefinition } from "@solarmon/core";
import type { FieldRule } from "./field-rule.ts";
import type { JsonObject } from "./json-bytes.ts";
import type { ProblemList } from "./problem-list.ts";
import { readNumber } from "./read-number.ts";
import { conversionOf } from "./conversion.ts";
import { definitionOf, plainValue, readyRule } from "./ready-rule.ts";

/** Values of a reading while it is put together. */
export type ValueMap = Record<string, number | null>;

/** Writes the fields that `rules` name into `values`; fields that are absent or carry no value are left out. */
export function readFields(
  record: JsonObject,
  rules: readonly FieldRule[],
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  for (const rule of rules) {
    const raw = record[rule.field];
    if (raw !== undefined && raw !== null) readFieldOf(raw, rule, values, problems, path);
  }
}

/** Like {@link readField} for the field of a record: its path is put together only where there is a problem to tell. */
export function readFieldOf(
  raw: unknown,
  rule: FieldRule,
  values: ValueMap,
  problems: ProblemList,
  recordPath: string,
): boolean {
  const value = typeof raw === "number" ? plainValue(raw, readyRule(rule)) : Number.NaN;
  if (Number.isNaN(value))
    return readField(raw, rule, values, problems, `${recordPath}/${rule.field}`);
  values[rule.point] = value;
  return true;
}

/**
 * Writes one raw value as `rule` says. Sentinels, wrong types, unknown units and values outside the point's range are
 * problems and no value; a missing value never becomes 0.
 *
 * @param unit - unit that the reply itself gives, instead of the rule's
 * @returns whether a value was written
 */
export function readField(
  raw: unknown,
  rule: FieldRule,
  values: ValueMap,
  problems: ProblemList,
  path: string,
  unit: string = rule.unit,
): boolean {
  if (rule.sentinels?.some((sentinel) => sentinel === raw)) {
    problems.addOnce(rule.field, path, "sentinel", `${String(raw)} means that there is no value`);
    return false;
  }
  const value = readNumber(raw);
  if (value === null) return false;
  if (value !== undefined) return writeValue(value, rule, unit, values, problems, path);
  problems.add(path, "malformed", `expected a number, found ${typeof raw}`);
  return false;
}

function writeValue(
  value: number,
  rule: FieldRule,
  unit: string,
  values: ValueMap,
  problems: ProblemList,
  path: string,
): boolean {
  const point = definitionOf(rule.point);
  const conversion = conversionOf(unit, point.unit);
  if (!conversion) {
    const detail = `unit ${JSON.stringify(unit.slice(0, 40))} is no unit of ${rule.point} [${point.unit}]`;
    problems.addOnce(`${rule.field} ${unit}`, path, "unknown_unit", detail);
    return false;
  }
  const converted = rule.sign === -1 ? 0 - conversion(value) : conversion(value);
  return rule.negativePoint === undefined
    ? write(values, point, converted, problems, path)
    : writeNet(values, point, definitionOf(rule.negativePoint), converted, problems, path);
}

function writeNet(
  values: ValueMap,
  positive: PointDefinition,
  negative: PointDefinition,
  value: number,
  problems: ProblemList,
  path: string,
): boolean {
  const [point, other] = value < 0 ? [negative, positive] : [positive, negative];
  if (!write(values, point, Math.abs(value), problems, path)) return false;
  values[other.name] = 0;
  return true;
}

function write(
  values: ValueMap,
  point: PointDefinition,
  value: number,
  problems: ProblemList,
  path: string,
): boolean {
  if (value >= point.min && value <= point.max) {
    values[point.name] = value + 0; // −0, which some gateways send, is 0
    return true;
  }
  const detail = `${value} ${point.unit} is outside ${point.min} … ${point.max} of ${point.name}`;
  problems.add(path, "out_of_range", detail);
  return false;
}
