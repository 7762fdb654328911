import { AlikeRows, type JsonObject, readNumber, type ValueMap } from "@solarmon/connectors-kit";
import type { DeviceKind, Instant } from "@solarmon/core";
import { type DecodeCall, writeDay } from "./decode-call.ts";
import { DEVICE_DAY, DEVICES, type DeviceMap } from "./points.ts";
import { deviceIn, instantOf, itemsOf } from "./replies.ts";
import { batteryStateOf, inverterStateOf, isAwake, isFault } from "./states.ts";

/** Real-time values; rows without a time, which most are, hold for the server's clock in the reply. */
export function decodeDevices(call: DecodeCall): void {
  eachDevice(call, (row) => instantOf(row["collectTime"]) ?? call.envelope.at);
}

/** Five-minute rows of a past span, each with its time. */
export function decodeDeviceHistory(call: DecodeCall): void {
  eachDevice(call, (row) => instantOf(row["collectTime"]));
}

function eachDevice(call: DecodeCall, timeOf: (row: JsonObject) => Instant | undefined): void {
  const map = deviceMapOf(call);
  if (!map) return;
  const reader = new AlikeRows(map.rules, (name, raw, path) => tellUnknown(call, name, raw, path));
  for (const [index, row] of call.envelope.data.entries()) {
    const path = `/data/${index}`;
    const at = timeOf(row);
    const deviceId = deviceIn(row);
    if (deviceId === undefined) call.problems.add(path, "missing_field", "a row without devId");
    else if (at === undefined)
      call.problems.add(path, "time_missing", "no time and no time of receipt");
    else writeItems(call, map.kind, reader, itemsOf(row), { deviceId, at, path });
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

function writeItems(
  call: DecodeCall,
  kind: DeviceKind,
  reader: AlikeRows,
  items: JsonObject,
  place: Place,
): void {
  const { rows, problems } = call;
  const { deviceId, at, path } = place;
  const read = reader.read(items, problems, `${path}/dataItemMap`);
  const values = rows.add(deviceId, kind, at, read);
  if (!hasFields(items))
    problems.add(path, "no_telemetry", `device ${deviceId.slice(0, 40)} sent no values`);
  else if (kind === "inverter") writeInverterState(call, items, values, place);
  else if (kind === "battery") writeBatteryState(call, items, values, path);
}

function hasFields(items: JsonObject): boolean {
  for (const name in items) if (Object.hasOwn(items, name)) return true;
  return false;
}

function tellUnknown(
  { problems, told }: DecodeCall,
  name: string,
  raw: unknown,
  path: string,
): void {
  if (raw === null || raw === "N/A" || STATES.has(name) || told.has(name)) return;
  if (told.size < MAX_TOLD) told.add(name);
  problems.addOnce(name, `${path}/${name}`, "unknown_field", `no point tells ${name.slice(0, 40)}`);
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
    const deviceId = deviceIn(row);
    if (deviceId === undefined) call.problems.add(`/data/${index}`, "missing_field", "no devId");
    else writeDay(call, row, DEVICE_DAY, { deviceId, kind: map.kind, path: `/data/${index}` });
  }
}
