import {
  type FieldRule,
  type JsonObject,
  type ProblemList,
  readField,
  type ValueMap,
} from "@solarmon/connectors-kit";

/** Like `readFields`, but of two names for one point the first that carries a value counts. */
export function readFirstFields(
  record: JsonObject,
  rules: readonly FieldRule[],
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  for (const rule of rules) {
    const raw = record[rule.field];
    if (raw !== undefined && raw !== null && values[rule.point] === undefined)
      readField(raw, rule, values, problems, `${path}/${rule.field}`);
  }
}

/** Tells once which numbers of a record have no point. */
export function tellUnknown(
  record: JsonObject,
  known: readonly FieldRule[],
  ignored: ReadonlySet<string>,
  problems: ProblemList,
  path: string,
): void {
  const names = new Set(known.map((rule) => rule.field));
  const spare = Object.entries(record)
    .filter(([name, value]) => carriesValue(value) && !names.has(name) && !ignored.has(name))
    .map(([name]) => name);
  if (spare.length > 0)
    problems.addOnce(spare.join(), path, "unknown_field", `no point for ${spare.join(", ")}`);
}

function carriesValue(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "object" && value !== null);
}
