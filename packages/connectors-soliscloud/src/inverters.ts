import {
  type FieldRule,
  type JsonObject,
  readField,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { writeBattery } from "./battery.ts";
import { type DecodeCall, timeOf } from "./decode-call.ts";
import { writeGrid } from "./grid.ts";
import {
  BATTERY_CHARGE,
  BATTERY_POWER,
  GRID_COUNTERS,
  DC_POWER,
  GRID_POWERS,
  INPUT_POWERS,
  INPUTS,
  INVERTER_FIELDS,
  INVERTER_TEMPERATURE,
  LOAD_POWERS,
  PHASES,
} from "./points.ts";
import {
  isUsed,
  type Scale,
  scaleOf,
  tellUnknown,
  writeQuantities,
  writeQuantity,
  writeTemperatures,
} from "./quantity.ts";
import type { Entry } from "./replies.ts";
import { writeState } from "./inverter-state.ts";

/** Key of an inverter whose serial number the reply does not give: it stands in the call. */
const INVERTER = "inverter";

const TEMPERATURE_UNIT = "inverterTemperatureUnit";

const PAIRS = [...PHASES, ...INPUTS];

const KNOWN: ReadonlySet<string> = new Set([
  ...[...INVERTER_FIELDS, ...INPUT_POWERS, ...PHASES.flat(), ...INPUTS.flat()].map(
    ({ field }) => field,
  ),
  ...[...BATTERY_CHARGE, BATTERY_POWER, ...GRID_COUNTERS, ...GRID_POWERS, ...LOAD_POWERS].map(
    ({ field }) => field,
  ),
  DC_POWER.field,
  "power", // rated
]);

/** `inverterDetail`, `inverterDetailList` and `inverterList`. */
export function decodeInverters(call: DecodeCall): void {
  eachInverter(call, () => undefined);
}

const WATTS: Scale = { unit: "W", factor: 1 };

/** Five-minute rows of `inverterDay`; powers without a unit have that of `pac` in the same row. */
export function decodeInverterDay(call: DecodeCall): void {
  eachInverter(call, ({ record }) => scaleOf(record, "pac", WATTS));
}

function eachInverter(call: DecodeCall, scaleOfEntry: (entry: Entry) => Scale | undefined): void {
  for (const entry of call.entries) {
    const at = isAlive(call, entry) ? timeOf(call, entry, "dataTimestamp") : undefined;
    if (at !== undefined) writeInverter(call, entry, at, scaleOfEntry(entry));
  }
}

/** What tells that a unit is running, or ever ran; the battery, the grid and the load are all of a hybrid at night. */
const SIGNS_OF_LIFE = (
  "pac eTotal etotal uAc1 uAc2 uAc3 uPv1 uPv2 pow1 " +
  "psum pSum batteryPower batteryCapacitySoc familyLoadPower bypassLoadPower"
).split(" ");

function isAlive({ problems }: DecodeCall, { record, path }: Entry): boolean {
  if (SIGNS_OF_LIFE.some((field) => isUsed(record, field))) return true;
  problems.add(path, "sentinel", "all is 0: the vendor has no values of this inverter");
  return false;
}

function writeInverter(
  call: DecodeCall,
  { record, path }: Entry,
  at: Instant,
  scale: Scale | undefined,
): void {
  const { rows, problems } = call;
  const deviceId = textOf(record["sn"]) ?? textOf(record["id"]) ?? INVERTER;
  const values = rows.valuesAt(deviceId, "inverter", at);
  writeQuantities(record, INVERTER_FIELDS, values, problems, path);
  for (const pair of PAIRS) writePair(record, pair, values, call, path);
  writeInputPower(record, values, call, path);
  writeTemperatures(record, [INVERTER_TEMPERATURE], TEMPERATURE_UNIT, values, problems, path);
  writeGrid(record, values, problems, path, scale);
  writeState(call, record, values, path, at);
  writeBattery(record, call, deviceId, at, path, scale);
  tellUnknown(record, KNOWN, problems, path);
}

/** Phases and inputs that the model lacks are 0 V and 0 A. */
function writePair(
  record: JsonObject,
  [voltage, current]: readonly [FieldRule, FieldRule],
  values: ValueMap,
  { problems }: DecodeCall,
  path: string,
): void {
  if (!isUsed(record, voltage.field) && !isUsed(record, current.field)) return;
  writeQuantity(record, voltage, values, problems, path);
  writeQuantity(record, current, values, problems, path);
}

function writeInputPower(
  record: JsonObject,
  values: ValueMap,
  { problems }: DecodeCall,
  path: string,
): void {
  const used = INPUT_POWERS.filter(({ field }) => isUsed(record, field));
  const [first] = used;
  if (!first) return writeQuantity(record, DC_POWER, values, problems, path);
  const { unit } = scaleOf(record, first.field, { unit: first.unit, factor: 1 });
  const total = used.reduce(
    (sum, { field }) =>
      sum + (readNumber(record[field]) ?? 0) * scaleOf(record, field, { unit, factor: 1 }).factor,
    0,
  );
  readField(total, first, values, problems, `${path}/${first.field}`, unit);
}
