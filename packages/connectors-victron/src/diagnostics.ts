import { readField, readNumber } from "@solarmon/connectors-kit";
import { type Attribute, attributesOf } from "./attributes.ts";
import type { DecodeCall } from "./decode-call.ts";
import {
  KINDS,
  PATHS,
  PHASE_SUMS,
  type PhaseSum,
  SYSTEM_BATTERY,
  WITHOUT_POINT,
} from "./points.ts";
import { STATES } from "./states.ts";

/** Newest value of each path of each device, each with its own time. */
export function decodeDiagnostics(call: DecodeCall): void {
  const attributes = attributesOf(call).filter(({ service }) => KINDS.has(service));
  for (const attribute of attributes) writeAttribute(call, attribute);
  for (const sum of PHASE_SUMS) {
    const parts = attributes.filter(({ name }) => sum.path.test(name));
    for (const ofSite of bySite(parts))
      if (hasAllPhases(ofSite, attributes, call)) writeSum(call, sum, ofSite);
  }
}

function writeAttribute({ rows, problems }: DecodeCall, attribute: Attribute): void {
  const { name, service, deviceId, at, raw, unit, path } = attribute;
  const kind = KINDS.get(service) ?? "logger";
  const rule = PATHS.get(name);
  const battery = SYSTEM_BATTERY.get(name);
  if (rule) readField(raw, rule, rows.valuesAt(deviceId, kind, at), problems, path, unit);
  else if (battery)
    readField(
      raw,
      battery,
      rows.valuesAt(`${deviceId}:battery`, "battery", at),
      problems,
      path,
      unit,
    );
  else if (STATES.has(name)) writeState({ rows, problems }, attribute);
  else if (WITHOUT_POINT.has(name))
    problems.addOnce(name, path, "unknown_field", `no point tells ${name}`);
}

function writeState(
  { rows, problems }: Pick<DecodeCall, "rows" | "problems">,
  { name, service, deviceId, at, raw, path }: Attribute,
): void {
  const number = readNumber(raw);
  if (typeof number !== "number") return;
  const state = STATES.get(name)?.get(number);
  if (state === undefined)
    problems.addOnce(name, path, "unknown_field", `unknown state ${number} of ${name}`);
  else rows.valuesAt(deviceId, KINDS.get(service) ?? "logger", at)["status"] = state;
}

/** Whether there are as many phases as the system counts, where it says how many; else a part would be the whole. */
function hasAllPhases(
  parts: readonly Attribute[],
  attributes: readonly Attribute[],
  { problems }: DecodeCall,
): boolean {
  const flows = new Set(parts.map(({ name }) => flowOf(name)));
  const lacking = [...flows].find((flow) => {
    const found = new Set(
      parts.filter(({ name }) => flowOf(name) === flow).map(({ name }) => name),
    );
    const isCount = ({ name, deviceId }: Attribute): boolean =>
      name === `${flow}/NumberOfPhases` && deviceId === parts[0]?.deviceId;
    return found.size < (readNumber(attributes.find(isCount)?.raw) ?? 0);
  });
  if (lacking === undefined) return true;
  const detail = `${lacking} has more phases than there are values: their sum is not whole`;
  problems.addOnce(lacking, parts[0]?.path ?? "", "missing_field", detail);
  return false;
}

/** `system/Ac/Grid` of `system/Ac/Grid/L1/Power`. */
function flowOf(name: string): string {
  return name.replace(/\/L[123]\/Power$/u, "");
}

function bySite(parts: readonly Attribute[]): Attribute[][] {
  const sites = new Map<string, Attribute[]>();
  for (const part of parts) sites.set(part.deviceId, [...(sites.get(part.deviceId) ?? []), part]);
  return [...sites.values()];
}

/** Adds up the phases, each once, also when its record comes twice. One that is no number, or of another time, leaves the sum untold. */
function writeSum({ rows, problems }: DecodeCall, { rule }: PhaseSum, records: Attribute[]): void {
  const parts = [...new Map(records.map((record) => [record.name, record])).values()];
  const [first] = parts;
  if (!first) return;
  const numbers = parts.map(({ raw }) => readNumber(raw));
  const sum = numbers.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);
  if (Number.isNaN(sum) || parts.some(({ at }) => at !== first.at)) {
    const detail = `the phases of ${rule.field} are not of one time, or one is no number`;
    problems.addOnce(rule.field, first.path, "missing_field", detail);
    return;
  }
  const values = rows.valuesAt(first.deviceId, "meter", first.at);
  readField(sum, rule, values, problems, first.path, first.unit);
}
