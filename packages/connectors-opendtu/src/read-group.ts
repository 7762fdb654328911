import {
  type FieldRule,
  objectOf,
  type ProblemList,
  readField,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Group } from "./inverter-groups.ts";
import { IGNORED_FIELDS } from "./points.ts";

/** Inverters send at most three decimals; the rest is noise of the gateway's 32-bit numbers. */
const STEPS_PER_UNIT = 1_000;

/** Writes the values of a group; what has no rule is told once per field. */
export function readGroup(
  group: Group,
  rules: readonly FieldRule[],
  values: ValueMap,
  problems: ProblemList,
): void {
  for (const [field, raw] of Object.entries(group.fields)) {
    if (IGNORED_FIELDS.has(field)) continue;
    const path = `${group.path}/${field}`;
    const rule = rules.find((each) => each.field === field);
    const value = objectOf(raw);
    if (rule && value && "v" in value)
      readField(cleaned(value["v"]), rule, values, problems, path, unitOf(value["u"], rule));
    else if (rule) problems.add(path, "malformed", "expected an object {v, u, d}");
    else problems.addOnce(field, path, "unknown_field", `${field} has no point`);
  }
}

/** The number without noise and never −0; anything else as it is. */
export function cleaned(raw: unknown): unknown {
  const value = readNumber(raw);
  return typeof value === "number" && Math.abs(value) < 1e9
    ? Math.round(value * STEPS_PER_UNIT) / STEPS_PER_UNIT + 0
    : raw;
}

/** An empty unit is right for a power factor only: elsewhere it tells nothing. */
function unitOf(unit: unknown, rule: FieldRule): string {
  return textOf(unit) ?? (rule.unit === "1" ? "1" : "");
}

/** The number a group holds under `field`. */
export function numberIn(group: Group, field: string): number | undefined {
  return readNumber(objectOf(group.fields[field])?.["v"]) ?? undefined;
}
