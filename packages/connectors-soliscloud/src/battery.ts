import {
  type JsonObject,
  type ProblemList,
  readNumber,
  type ReadingRows,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { BATTERY_CHARGE, BATTERY_POWER, BATTERY_SIGNS } from "./points.ts";
import { isUsed, type Scale, writeQuantities, writeQuantity } from "./quantity.ts";

/** Writes power and charge of the battery at `deviceId`, if there is one: without, all of its fields are 0. */
export function writeBattery(
  record: JsonObject,
  { rows, problems }: { readonly rows: ReadingRows; readonly problems: ProblemList },
  deviceId: string,
  at: Instant,
  path: string,
  scale?: Scale,
): void {
  if (!hasBattery(record)) return;
  const values = rows.valuesAt(`${deviceId}:battery`, "battery", at);
  const sign = signOf(record);
  if (sign === 0) {
    const detail = "the power of the battery has no sign here, and no field tells it";
    problems.addOnce("batteryPower", `${path}/batteryPower`, "missing_field", detail);
  } else {
    const power = readNumber(record["batteryPower"]);
    const signed = typeof power === "number" ? sign * Math.abs(power) : (power ?? null);
    const own = { ...record, batteryPower: power === 0 ? 0 : signed };
    writeQuantity(own, BATTERY_POWER, values, problems, path, scale);
  }
  writeQuantities(record, BATTERY_CHARGE, values, problems, path);
}

/** Whether a record tells of a battery. */
export function hasBattery(record: JsonObject): boolean {
  return BATTERY_SIGNS.some((field) => isUsed(record, field));
}

/** 1 charging, −1 discharging, 0 not to be told. */
function signOf(record: JsonObject): 1 | -1 | 0 {
  const power = readNumber(record["batteryPower"]) ?? 0;
  if (power === 0) return 1;
  if (power < 0) return -1;
  const current = readNumber(record["storageBatteryCurrent"]) ?? 0;
  if (current !== 0) return current > 0 ? 1 : -1;
  if (isUsed(record, "batteryPowerFu")) return -1;
  return isUsed(record, "batteryPowerZheng") ? 1 : directionOf(record);
}

/** `batteryDirection` is 1 charging, 2 discharging; `currentDirectionBattery`, of rows of a day, 0 and 1. */
function directionOf(record: JsonObject): 1 | -1 | 0 {
  const direction = readNumber(record["batteryDirection"]);
  if (direction === 1) return 1;
  if (direction === 2) return -1;
  const ofDay = readNumber(record["currentDirectionBattery"]);
  if (ofDay === 0) return 1;
  return ofDay === 1 ? -1 : 0;
}
