import {
  type JsonObject,
  readFieldOf,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { type DecodeCall, writeDay } from "./decode-call.ts";
import { DEVICE_DAY, DEVICES, type DeviceMap } from "./points.ts";
import { instantOf, itemsOf } from "./replies.ts";
import { batteryStateOf, inverterStateOf, isAwake, isFault } from "./states.ts";

/** Real-time values; they hold for the server's clock in the reply. */
export function decodeDevices(call: DecodeCall): void {
  eachDevice(call, () => call.envelope.at);
}

/** Five-minute rows of a past span, each with its time. */
export function decodeDeviceHistory(call: DecodeCall): void {
  eachDevice(call, (row) => instantOf(row["collectTime"]));
}

function eachDevice(call: DecodeCall, timeOf: (row: JsonObject) => Instant | undefined): void {
  const map = deviceMapOf(call);
  if (!map) return;
  for (const [index, row] of call.envelope.data.entries()) {
    const path = `/data/${index}`;
    const at = timeOf(row);
    const deviceId = textOf(row["devId"]) ?? textOf(row["devDn"]);
    if (deviceId === undefined) call.problems.add(path, "missing_field", "a row without devId");
    else if (at === undefined)
      call.problems.add(path, "time_missing", "no time and no time of receipt");
    else writeItems(call, map, itemsOf(row), { deviceId, at, path });
  }
}

/** The unit of a field depends on the type of device, so without it nothing can be read. */
function deviceMapOf({ envelope, problems }: DecodeCall): DeviceMap | undefined {
  const type = readNumber(envelope.params["devTypeId"]);
  if (typeof type !== "number") {
    const detail = "params name no devTypeId: kW or W cannot be told without it";
    problems.add("/params/devTypeId", "missing_field", detail);
    return undefined;
  }
  const map = DEVICES.get(type);
  if (!map)
    problems.add("/params/devTypeId", "no_telemetry", `devices of type ${type} measure nothing`);
  return map;
}

interface Place {
  readonly deviceId: string;
  readonly at: Instant;
  readonly path: string;
}

const MAX_TOLD = 1_000;
const STATES = new Set(["inverter_state", "battery_status"]);

function writeItems(call: DecodeCall, map: DeviceMap, items: JsonObject, place: Place): void {
  const { rows, problems } = call;
  const { deviceId, at, path } = place;
  const values = rows.valuesAt(deviceId, map.kind, at);
  const itemsPath = `${path}/dataItemMap`;
  let isEmpty = true;
  for (const name in items) {
    isEmpty = false;
    const raw = items[name];
    if (raw === null || raw === "N/A") continue;
    const rule = map.rules.get(name);
    if (rule) readFieldOf(raw, rule, values, problems, itemsPath);
    else if (!STATES.has(name)) tellUnknown(call, name, path);
  }
  if (isEmpty) problems.add(path, "no_telemetry", `device ${deviceId.slice(0, 40)} sent no values`);
  else if (map.kind === "inverter") writeInverterState(call, items, values, place);
  else if (map.kind === "battery") writeBatteryState(call, items, values, path);
}

function tellUnknown({ problems, told }: DecodeCall, name: string, path: string): void {
  if (told.has(name)) return;
  if (told.size < MAX_TOLD) told.add(name);
  const detail = `no point tells ${name.slice(0, 40)}`;
  problems.addOnce(name, `${path}/dataItemMap/${name}`, "unknown_field", detail);
}

function writeInverterState(
  call: DecodeCall,
  items: JsonObject,
  values: ValueMap,
  { at, path }: Place,
): void {
  const state = readNumber(items["inverter_state"]);
  if (typeof state !== "number") return;
  const known = inverterStateOf(state);
  if (known === undefined) tellState(call, "inverter_state", state, path);
  else values["status"] = known;
  if (isFault(state)) values["faultCode"] = state;
  if (!isAwake(state) && isMorning(call, at)) dropYesterday(call, values, path);
}

/** Before it wakes, the daily counter still shows yesterday; in the evening it is right. */
function dropYesterday({ problems }: DecodeCall, values: ValueMap, path: string): void {
  if (values["acEnergyToday"] === undefined) return;
  delete values["acEnergyToday"];
  const detail = "shows yesterday's energy until the inverter wakes";
  problems.addOnce("day_cap", `${path}/dataItemMap/day_cap`, "sentinel", detail);
}

function isMorning({ localHourOf }: DecodeCall, at: Instant): boolean {
  return localHourOf(at) < 12;
}

function writeBatteryState(
  call: DecodeCall,
  items: JsonObject,
  values: ValueMap,
  path: string,
): void {
  const state = readNumber(items["battery_status"]);
  if (typeof state !== "number") return;
  const known = batteryStateOf(state);
  if (known === undefined) tellState(call, "battery_status", state, path);
  else values["status"] = known;
}

function tellState({ problems }: DecodeCall, field: string, state: number, path: string): void {
  const detail = `the manual does not know ${field} ${state}`;
  problems.addOnce(`${field} ${state}`, `${path}/dataItemMap/${field}`, "unknown_field", detail);
}

/** Energy of days, stamped at local midnight. */
export function decodeDeviceDays(call: DecodeCall): void {
  const map = deviceMapOf(call);
  if (!map) return;
  for (const [index, row] of call.envelope.data.entries()) {
    const deviceId = textOf(row["devId"]) ?? textOf(row["devDn"]);
    if (deviceId === undefined) call.problems.add(`/data/${index}`, "missing_field", "no devId");
    else writeDay(call, row, DEVICE_DAY, { deviceId, kind: map.kind, path: `/data/${index}` });
  }
}
