import {
  type JsonObject,
  readFieldOf,
  rowTimes,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { writeBattery } from "./battery.ts";
import type { DecodeCall } from "./decode-call.ts";
import { DEVICE_FIELDS, INPUTS, METER, type Pair, PHASES, WITHOUT_POINT } from "./points.ts";
import { type Row, rowsOf } from "./replies.ts";
import { isLost, stateOf } from "./states.ts";
import { isUsed, writeSpelled } from "./used.ts";

/** Latest values of devices, v1 and v4. In the repeated hour the time of the reply tells which was meant. */
export function decodeNewest(call: DecodeCall): void {
  decodeRows(call, call.receivedAt);
}

/** Histories of devices, v1 and v4: rows of the same fields as the latest values. */
export function decodeHistory(call: DecodeCall): void {
  decodeRows(call);
}

function decodeRows(call: DecodeCall, near?: Instant): void {
  for (const rows of bySerial(rowsOf(call.body)).values()) {
    const alive = rows.filter((row) => isAlive(call, row));
    const times = rowTimes(
      alive.map(({ record, path }) => ({ local: record["time"], path: `${path}/time` })),
      call.times,
      call.problems,
      near,
    );
    for (const [index, row] of alive.entries()) {
      const at = times[index] ?? null;
      if (at !== null) writeDevice(call, row, at);
    }
  }
}

function bySerial(rows: readonly Row[]): Map<string, Row[]> {
  const devices = new Map<string, Row[]>();
  for (const row of rows) {
    const known = devices.get(row.serial);
    if (known) known.push(row);
    else devices.set(row.serial, [row]);
  }
  return devices;
}

/** Not all of them are 0 in a device that the vendor ever heard of. */
const SIGNS_OF_LIFE = [
  "eacTotal",
  "powerTotal",
  "fac",
  "pac",
  "ppv",
  "vpv1",
  "vac1",
  "vacr",
  "soc",
];

function isAlive({ problems }: DecodeCall, { record, path }: Row): boolean {
  if (SIGNS_OF_LIFE.some((field) => isUsed(record, field))) return true;
  problems.add(path, "sentinel", "all is 0: the vendor has no values of this device");
  return false;
}

function writeDevice(call: DecodeCall, { record, path, serial }: Row, at: Instant): void {
  const { rows, problems } = call;
  const values = rows.valuesAt(serial, "inverter", at);
  for (const rule of DEVICE_FIELDS) {
    const raw = record[rule.field];
    if (raw !== undefined && raw !== null && values[rule.point] === undefined)
      readFieldOf(raw, rule, values, problems, path);
  }
  for (const pair of PHASES) writePair(call, record, pair, values, path);
  for (const pair of INPUTS) writePair(call, record, pair, values, path);
  writeMeter(call, record, values, path);
  writeState(call, record, values, path);
  writeBattery(call, record, serial, at, path);
  tellUnread(call, record, path);
}

/** Phases and inputs that the model lacks are 0 V and 0 A. */
function writePair(
  { problems }: DecodeCall,
  record: JsonObject,
  [voltage, current]: Pair,
  values: ValueMap,
  path: string,
): void {
  if (!isUsed(record, voltage.field) && !isUsed(record, current.field)) return;
  for (const rule of [voltage, current])
    if (values[rule.point] === undefined)
      readFieldOf(record[rule.field], rule, values, problems, path);
}

function writeMeter(
  { problems }: DecodeCall,
  record: JsonObject,
  values: ValueMap,
  path: string,
): void {
  if (!METER.some(({ fields }) => fields.some((field) => isUsed(record, field)))) return;
  for (const spellings of METER) writeSpelled(record, spellings, values, problems, path);
}

function writeState(
  { problems }: DecodeCall,
  record: JsonObject,
  values: ValueMap,
  path: string,
): void {
  const text = textOf(record["statusText"]);
  if (text === undefined || isLost(text)) return;
  const state = stateOf(text);
  if (state !== undefined) values["status"] = state;
  else
    problems.addOnce(
      "statusText",
      `${path}/statusText`,
      "unknown_field",
      `unknown state ${JSON.stringify(text.slice(0, 40))}`,
    );
}

function tellUnread({ problems }: DecodeCall, record: JsonObject, path: string): void {
  for (const field of WITHOUT_POINT)
    if (isUsed(record, field))
      problems.addOnce(field, `${path}/${field}`, "unknown_field", `no point tells ${field}`);
}
