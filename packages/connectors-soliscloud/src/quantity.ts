import {
  conversionOf,
  type FieldRule,
  type JsonObject,
  type ProblemList,
  readField,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";

/** Unit and factor of fields that have none of their own. */
export interface Scale {
  readonly unit: string;
  readonly factor: number;
}

/** Writes `field` × `fieldPec` in unit `fieldStr`: the three travel together. A factor that is missing is 1. */
export function writeQuantity(
  record: JsonObject,
  rule: FieldRule,
  values: ValueMap,
  problems: ProblemList,
  path: string,
  otherwise: Scale = { unit: rule.unit, factor: 1 },
): void {
  const raw = record[rule.field];
  if (raw === undefined || raw === null || values[rule.point] !== undefined) return;
  const { unit, factor } = scaleOf(record, rule.field, otherwise);
  const at = `${path}/${rule.field}`;
  if (Number.isNaN(factor)) {
    problems.addOnce(rule.field, `${at}Pec`, "malformed", "the factor is no number");
    return;
  }
  const value = readNumber(raw);
  const scaled = typeof value === "number" ? value * factor : raw;
  readField(scaled, rule, values, problems, at, unit);
}

/** Like {@link writeQuantity}, for each of `rules` in order; the first that carries a value counts. */
export function writeQuantities(
  record: JsonObject,
  rules: readonly FieldRule[],
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  for (const rule of rules) writeQuantity(record, rule, values, problems, path);
}

/** Temperatures, whose unit stands in a field of its own; one other than °C is not trusted. */
export function writeTemperatures(
  record: JsonObject,
  rules: readonly FieldRule[],
  unitField: string,
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  if (isCelsius(record[unitField])) writeQuantities(record, rules, values, problems, path);
  else if (rules.some(({ field }) => isUsed(record, field))) {
    const detail = "°F is what the vendor's own sample says beside values in °C; not to be trusted";
    problems.addOnce(unitField, `${path}/${unitField}`, "unknown_unit", detail);
  }
}

function isCelsius(unit: unknown): boolean {
  const name = textOf(unit);
  return name === undefined || conversionOf(name, "°C")?.(0) === 0;
}

const companions = new Map<string, readonly [unitName: string, factorName: string]>();

/** Names put together once: a new text for each value costs more than all the rest. Fields are those of the map. */
function companionsOf(field: string): readonly [unitName: string, factorName: string] {
  let names = companions.get(field);
  if (!names) companions.set(field, (names = [`${field}Str`, `${field}Pec`]));
  return names;
}

/** Unit and factor of a field of this record. NaN: there is a factor, but it is no number. */
export function scaleOf(record: JsonObject, field: string, otherwise: Scale): Scale {
  const [unitName, factorName] = companionsOf(field);
  const ownUnit = textOf(record[unitName]);
  const pec = record[factorName];
  if (pec === undefined || pec === null)
    return ownUnit === undefined ? otherwise : { unit: ownUnit, factor: 1 };
  const factor = readNumber(pec);
  return {
    unit: ownUnit ?? otherwise.unit,
    factor: typeof factor === "number" ? factor : Number.NaN,
  };
}

/** Whether the field carries a number other than 0: unused inputs and phases are 0, not absent. */
export function isUsed(record: JsonObject, field: string): boolean {
  const raw = record[field];
  if (raw === undefined || raw === 0) return false;
  const value = readNumber(raw);
  return typeof value === "number" && value !== 0;
}

const MEASURED: readonly string[] = ["W", "Wh", "V", "A", "Hz", "var", "VA", "°C"];

/** Tells, once a name, of quantities with a unit for which there is no point. */
export function tellUnknown(
  record: JsonObject,
  known: ReadonlySet<string>,
  problems: ProblemList,
  path: string,
): void {
  for (const name of Object.keys(record)) {
    if (typeof record[name] !== "number" || record[name] === 0 || known.has(name)) continue;
    const unit = textOf(record[`${name}Str`]);
    if (unit !== undefined && MEASURED.some((base) => conversionOf(unit, base)))
      problems.addOnce(
        name,
        `${path}/${name}`,
        "unknown_field",
        `no point tells ${name.slice(0, 40)}`,
      );
  }
}
