import {
  type FieldRule,
  type JsonObject,
  objectOf,
  readFieldOf,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";
import { heardAt } from "./inverter-times.ts";
import { INVERTER_COUNTERS, INVERTER_FIELDS, METER_POWER, PAIRS } from "./points.ts";
import { isUsed } from "./quantity.ts";
import { OFFLINE, stateOf } from "./states.ts";

/** One inverter of a reply, with what is needed to read it. */
export interface Inverter {
  readonly serial: string;
  readonly full: JsonObject;
  readonly path: string;
  readonly at: Instant;
  readonly isOffline: boolean;
  readonly hasBattery: boolean;
}

/** The inverter at `path`; `undefined` after adding a problem. */
export function inverterOf(
  { body, problems, times }: DecodeCall,
  entry: unknown,
  path: string,
): Inverter | undefined {
  const inverter = objectOf(entry) ?? {};
  // `invert_full` holds all of them; older replies have the same names in `d`.
  const full = { ...objectOf(inverter["d"]), ...inverter, ...objectOf(inverter["invert_full"]) };
  const serial = textOf(full["sn"]);
  const heard = heardAt(full, objectOf(objectOf(body["data"])?.["info"]) ?? {}, times);
  if (serial === undefined) problems.add(`${path}/sn`, "missing_field", "an inverter without sn");
  if ("problem" in heard)
    problems.add(`${path}/invert_full/last_time`, heard.problem, heard.detail);
  if (serial === undefined || "problem" in heard) return undefined;
  const isOffline = readNumber(full["status"]) === OFFLINE;
  return { serial, full, path, at: heard.at, isOffline, hasBattery: hasBattery(full) };
}

/** Without a battery its fields hold what the memory of the inverter held: 519 % was seen. */
function hasBattery(full: JsonObject): boolean {
  return full["isbuettey"] === true || isUsed(full["battery_count"]);
}

/** Counters always; what an offline inverter shows beside them is 0 and not measured. */
export function writeInverter(call: DecodeCall, inverter: Inverter, hasPowerflow: boolean): void {
  const { serial, full, path, at, isOffline } = inverter;
  const values = call.rows.valuesAt(serial, "inverter", at);
  for (const rule of INVERTER_COUNTERS) write(call, full, rule, values, path);
  if (isOffline) return;
  for (const rule of INVERTER_FIELDS) write(call, full, rule, values, path);
  for (const pair of PAIRS)
    if (pair.some(({ field }) => isUsed(full[field])))
      for (const rule of pair) write(call, full, rule, values, path);
  writeState(call, full, values, path);
  if (full["hasmeter"] === true && !hasPowerflow) {
    const meter = call.rows.valuesAt(`${serial}:meter`, "meter", at);
    write(call, full, METER_POWER, meter, path);
  }
}

function write(
  { problems }: DecodeCall,
  full: JsonObject,
  rule: FieldRule,
  values: ValueMap,
  path: string,
): void {
  const raw = full[rule.field];
  if (raw !== undefined && raw !== null) readFieldOf(raw, rule, values, problems, path);
}

function writeState(
  { problems }: DecodeCall,
  full: JsonObject,
  values: ValueMap,
  path: string,
): void {
  const status = readNumber(full["status"]);
  if (typeof status !== "number") return;
  const state = stateOf(status);
  if (state !== undefined) values["status"] = state;
  else problems.addOnce("status", `${path}/status`, "unknown_field", `unknown status ${status}`);
}
