import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  readFields,
  textOf,
} from "@solarmon/connectors-kit";
import { type DecodeCall, lacks } from "../decode-call.ts";
import { V1_BATTERY_FIELDS, V1_ODOMETERS } from "../points.ts";
import { readLocalSeries, resolveTimes } from "./read-rows.ts";
import { ruleOf } from "./site.ts";

/** `storageData`: batteries with + charging, which is our sign too. */
export function decodeV1StorageData(call: DecodeCall): void {
  const batteries = objectOf(objectOf(call.body)?.["storageData"])?.["batteries"];
  if (!Array.isArray(batteries)) return lacks(call, "storageData/batteries");
  for (const [index, battery] of listOf(batteries).entries())
    if (isJsonObject(battery)) writeBattery(call, battery, index);
}

const WITHOUT_POINT = [
  "lifeTimeEnergyCharged",
  "lifeTimeEnergyDischarged",
  "fullPackEnergyAvailable",
  "ACGridCharging",
  "batteryState",
] as const;

function writeBattery(call: DecodeCall, battery: JsonObject, index: number): void {
  const { problems, rows, context } = call;
  const deviceId = textOf(battery["serialNumber"]) ?? `battery:${index + 1}`;
  const path = `/storageData/batteries/${index}/telemetries`;
  const entries = listOf(battery["telemetries"]).map((entry) => objectOf(entry) ?? {});
  const instants = resolveTimes(
    entries.map((entry) => textOf(entry["timeStamp"])),
    entries.map((_, row) => ({ path: `${path}/${row}`, hasValue: true })),
    context.timeZone,
    problems,
  );
  for (const [row, entry] of entries.entries()) {
    const at = instants[row];
    if (typeof at !== "number") continue;
    const values = rows.valuesAt(deviceId, "battery", at);
    readFields(entry, V1_BATTERY_FIELDS, values, problems, `${path}/${row}`);
    for (const name of WITHOUT_POINT)
      if (typeof entry[name] === "number")
        problems.addOnce(name, `${path}/${row}/${name}`, "unknown_field", `no point tells ${name}`);
  }
}

/** `meters`: counters of each meter at irregular times. */
export function decodeV1Meters(call: DecodeCall): void {
  const details = objectOf(objectOf(call.body)?.["meterEnergyDetails"]);
  if (!details) return lacks(call, "meterEnergyDetails");
  for (const [index, meter] of listOf(details["meters"]).entries())
    if (isJsonObject(meter)) writeMeter(call, meter, details["unit"], index);
}

function writeMeter(call: DecodeCall, meter: JsonObject, unit: unknown, index: number): void {
  const path = `/meterEnergyDetails/meters/${index}`;
  const type = meter["meterType"] ?? meter["type"];
  const rule = ruleOf(call, type, V1_ODOMETERS, path);
  if (!rule) return;
  const deviceId = textOf(meter["meterSerialNumber"]) ?? `meter:${rule.field}`;
  const series = readLocalSeries(call, meter["values"], unit, "unknown", path);
  for (const { at, raw, path: rowPath } of series.buckets)
    if (raw !== null && raw !== undefined) {
      const values = call.rows.valuesAt(deviceId, "meter", at);
      readField(raw, rule, values, call.problems, rowPath, series.unit);
    }
}
