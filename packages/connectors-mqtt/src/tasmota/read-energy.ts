import {
  type FieldRule,
  type JsonObject,
  readField,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { MessageSink } from "../message-reader.ts";
import { FACTOR, FREQUENCY, IGNORED_FIELDS, LINE_RULES, type TasmotaMap } from "./points.ts";

/** Lines of a three-phase meter. Two lines are two circuits, which do not add up. */
const PHASES = 3;

/** Values of an `ENERGY` object: numbers, or of a meter with several lines lists of them. */
export function readEnergy(energy: JsonObject, map: TasmotaMap, sink: MessageSink): ValueMap {
  const values: ValueMap = {};
  if (!isOneCircuit(energy, sink)) return values;
  const lines = Array.isArray(energy["Power"]) ? energy["Power"].length : 0;
  for (const field in energy) {
    if (!Object.hasOwn(energy, field) || IGNORED_FIELDS.has(field)) continue;
    const raw = energy[field];
    const whole = map.whole.find((rule) => rule.field === field);
    if (whole) write(wholeOf(raw, field, lines, sink), whole, values, sink);
    else if (field === "Voltage" || field === "Current") readLines(raw, field, values, sink);
    else if (field === "Frequency")
      write(Array.isArray(raw) ? raw[0] : raw, FREQUENCY, values, sink);
    else if (field === "Factor" && !Array.isArray(raw)) write(raw, FACTOR, values, sink);
    else tellUnknown(field, sink);
  }
  return values;
}

function isOneCircuit({ Power: power }: JsonObject, { problems, path }: MessageSink): boolean {
  if (!Array.isArray(power) || power.length === 1 || power.length === PHASES) return true;
  const detail = `${power.length} lines are circuits of their own: map /ENERGY/Power/0, … to devices`;
  problems.addOnce("lines", `${path}/ENERGY/Power`, "unsupported", detail);
  return false;
}

/** The number, or the sum of the phases. A list of a meter with one power are tariffs, and their sum among them. */
function wholeOf(raw: unknown, field: string, lines: number, sink: MessageSink): unknown {
  if (!Array.isArray(raw)) return raw;
  if (lines === 1 && raw.length === 1) return raw[0];
  const path = `${sink.path}/ENERGY/${field}`;
  const sum = lines === PHASES && raw.length === PHASES ? sumOf(raw) : undefined;
  if (sum === undefined)
    sink.problems.addOnce(field, path, "unsupported", "a list that is not of three phases");
  else if (sum === null)
    sink.problems.addOnce(field, path, "sentinel", "a phase has no value: the sum is not whole");
  return sum;
}

function sumOf(parts: readonly unknown[]): number | null {
  let sum = 0;
  for (const part of parts) {
    const value = readNumber(part);
    if (typeof value !== "number") return null;
    sum += value;
  }
  // 0.1 + 0.2 is 0.3
  return Number(sum.toPrecision(12));
}

function readLines(raw: unknown, field: string, values: ValueMap, sink: MessageSink): void {
  const lines: unknown[] = Array.isArray(raw) ? raw : [raw];
  for (const [index, value] of lines.entries()) {
    const [voltage, current] = LINE_RULES[index] ?? [];
    const rule = field === "Voltage" ? voltage : current;
    if (rule) write(value, rule, values, sink);
  }
}

function write(raw: unknown, rule: FieldRule, values: ValueMap, sink: MessageSink): void {
  if (raw !== null && raw !== undefined)
    readField(raw, rule, values, sink.problems, `${sink.path}/ENERGY/${rule.field}`);
}

function tellUnknown(field: string, { problems, path }: MessageSink): void {
  problems.addOnce(field, `${path}/ENERGY/${field}`, "unknown_field", `${field} has no point here`);
}
