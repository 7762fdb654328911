import {
  type FieldRule,
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  readFieldOf,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { type DeviceKind, HOUR_MS } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";
import { writeInputs } from "./inputs.ts";
import { intervalOf, startsOf } from "./intervals.ts";
import {
  BATTERY_POWER,
  BATTERY_SOC,
  CHARGING,
  DISCHARGING,
  KINDS,
  LEVELS,
  PHASES,
  POWERS,
  WITHOUT_POINT,
} from "./points.ts";

/** A set of a plant or a device: means of the interval [W]. */
export function decodeMeasurements(call: DecodeCall): void {
  decodeSet(call, false);
}

/** The same, asked with `ReturnEnergyValues=true`: Wh of the interval, which nothing in the reply tells. */
export function decodeEnergies(call: DecodeCall): void {
  decodeSet(call, true);
}

function decodeSet(call: DecodeCall, isEnergy: boolean): void {
  const intervalMs = intervalOf(call);
  const source = sourceOf(call.body);
  if (intervalMs === undefined) return;
  const records = listOf(call.body["set"]).map((row) => (isJsonObject(row) ? row : {}));
  const perHour = isEnergy ? HOUR_MS / intervalMs : 1;
  for (const [index, at] of startsOf(call, records, intervalMs).entries()) {
    const record = records[index];
    if (record && at !== null)
      writeRow({ ...call, source, perHour, path: `/set/${index}` }, record, at);
  }
}

interface Source {
  readonly key: string;
  readonly kind: DeviceKind;
  readonly batteryKey: string;
}

/** The device that the reply names, else the plant. */
function sourceOf(body: JsonObject): Source {
  const device = textOf(objectOf(body["device"])?.["deviceId"]);
  const kind = KINDS.get(textOf(body["setType"]) ?? "") ?? "logger";
  if (device !== undefined) return { key: device, kind, batteryKey: device };
  const plant = textOf(objectOf(body["plant"])?.["plantId"]);
  const key = plant === undefined ? "site" : `site:${plant}`;
  return { key, kind: "meter", batteryKey: `${key}:battery` };
}

interface RowCall extends DecodeCall {
  readonly source: Source;
  /** 1 for powers; intervals per hour for energies. */
  readonly perHour: number;
  readonly path: string;
}

/** A phase that the inverter lacks is at 0 V, or at some volts of noise: this share of the others. */
const NO_PHASE = 0.1;

function writeRow(call: RowCall, record: JsonObject, at: number): void {
  const { rows, problems, source, path } = call;
  const values = rows.valuesAt(source.key, source.kind, at);
  for (const rule of POWERS) writeScaled(call, record, rule, values);
  for (const rule of LEVELS) writeField(call, record, rule, values);
  const least = NO_PHASE * Math.max(...PHASES.map(([{ field }]) => readNumber(record[field]) ?? 0));
  for (const [voltage, current] of PHASES)
    if ((readNumber(record[voltage.field]) ?? 0) > least) {
      writeField(call, record, voltage, values);
      writeField(call, record, current, values);
    }
  writeInputs(record, values, problems, path);
  writeBattery(call, record, at);
  for (const field of WITHOUT_POINT)
    if (isUsed(record[field]) || listOf(record[field]).length > 0)
      problems.addOnce(field, `${path}/${field}`, "unknown_field", `no point tells ${field}`);
}

function isUsed(raw: unknown): boolean {
  const value = readNumber(raw);
  return typeof value === "number" && value !== 0;
}

function writeField(
  { problems, path }: RowCall,
  record: JsonObject,
  rule: FieldRule,
  values: ValueMap,
): void {
  const raw = record[rule.field];
  if (raw !== undefined && raw !== null) readFieldOf(raw, rule, values, problems, path);
}

/** Like {@link writeField}; an energy of the interval becomes its mean power. */
function writeScaled(
  { problems, path, perHour }: RowCall,
  record: JsonObject,
  rule: FieldRule,
  values: ValueMap,
): void {
  const raw = record[rule.field];
  if (raw === undefined || raw === null) return;
  const value = readNumber(raw);
  const scaled = typeof value === "number" ? value * perHour : raw;
  readFieldOf(scaled, rule, values, problems, path);
}

const BATTERY_FIELDS = [CHARGING, DISCHARGING, BATTERY_SOC.field];

/** Charging and discharging are two positive values. With one of them only, the other may be missing, not 0. */
function writeBattery(call: RowCall, record: JsonObject, at: number): void {
  const { rows, problems, source, perHour, path } = call;
  if (BATTERY_FIELDS.every((field) => record[field] === undefined)) return;
  const [charging, discharging] = [CHARGING, DISCHARGING].map((field) => readNumber(record[field]));
  const values = rows.valuesAt(source.batteryKey, "battery", at);
  writeField(call, record, BATTERY_SOC, values);
  if (typeof charging === "number" && typeof discharging === "number")
    readField((charging - discharging) * perHour, BATTERY_POWER, values, problems, path);
  else if (typeof charging === "number" || typeof discharging === "number")
    problems.addOnce("battery", path, "missing_field", "power in one direction only, not in both");
}
