import { type JsonObject, readField, readNumber } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";
import {
  BATTERY_POWER,
  BATTERY_SOC,
  BATTERY_VOLTAGES,
  CHARGE_FIELDS,
  DISCHARGE_FIELDS,
} from "./points.ts";
import { isUsed, writeSpelled } from "./used.ts";

const SIGNS = [...BATTERY_SOC.fields, ...CHARGE_FIELDS, ...DISCHARGE_FIELDS, ...BATTERY_VOLTAGES];

/** Power and charge of the battery at `serial`, if there is one: without, all of its fields are 0. */
export function writeBattery(
  { rows, problems }: DecodeCall,
  record: JsonObject,
  serial: string,
  at: Instant,
  path: string,
): void {
  if (!SIGNS.some((field) => isUsed(record, field))) return;
  const values = rows.valuesAt(`${serial}:battery`, "battery", at);
  writeSpelled(record, BATTERY_SOC, values, problems, path);
  const [charge, discharge] = [sumOf(record, CHARGE_FIELDS), sumOf(record, DISCHARGE_FIELDS)];
  if (charge !== undefined && discharge !== undefined)
    readField(charge - discharge, BATTERY_POWER, values, problems, path);
  else if (charge !== undefined || discharge !== undefined)
    problems.addOnce("battery", path, "missing_field", "power in one direction only, not in both");
}

/** Sum of the fields that carry a number; `undefined` when none does. */
function sumOf(record: JsonObject, fields: readonly string[]): number | undefined {
  const numbers = fields.map((field) => readNumber(record[field])).filter(isNumber);
  return numbers.length === 0 ? undefined : numbers.reduce((sum, value) => sum + value, 0);
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number";
}
