import { type JsonObject, objectOf, readField, ReadingRows } from "@solarmon/connectors-kit";
import { resolutionOf } from "../buckets.ts";
import type { DecodeCall } from "../decode-call.ts";
import { CHARGE_POWER, DISCHARGE_POWER, type SeriesRule, STORAGE_LEVELS } from "../points.ts";
import { writeSeries } from "../write-series.ts";
import { readSeries } from "./read-series.ts";
import { eachDevice, tellUnknown } from "./telemetry.ts";

const POWERS: readonly SeriesRule[] = [CHARGE_POWER, DISCHARGE_POWER];
const KNOWN: ReadonlySet<string> = new Set(
  [...STORAGE_LEVELS, ...POWERS].map(({ field }) => field),
);

export function decodeStorageTelemetry(call: DecodeCall): void {
  eachDevice(call, "storage", (device, deviceId, path) => {
    for (const rule of POWERS) addPowers(call, device, path, deviceId, rule);
    for (const rule of STORAGE_LEVELS) write(call, device, path, deviceId, rule, call.rows);
    tellUnknown(call, device, path, KNOWN);
  });
}

/** Charging less discharging: whichever of the two is missing at an instant takes no part. */
function addPowers(
  call: DecodeCall,
  device: JsonObject,
  path: string,
  deviceId: string,
  rule: SeriesRule,
): void {
  const own = new ReadingRows();
  write(call, device, path, deviceId, rule, own);
  for (const { measuredAt, values } of own.toArray()) {
    const total = call.rows.valuesAt(deviceId, "battery", measuredAt);
    const sum = (total[rule.point] ?? 0) + (values[rule.point] ?? 0);
    readField(sum, CHARGE_POWER, total, call.problems, `${path}/${rule.field}`);
  }
}

function write(
  call: DecodeCall,
  device: JsonObject,
  path: string,
  deviceId: string,
  rule: SeriesRule,
  rows: ReadingRows,
): void {
  const series = objectOf(device[rule.field]);
  if (!series) return;
  const outer = resolutionOf(objectOf(call.body)?.["resolution"]);
  const read = readSeries(call, series, `${path}/${rule.field}`, outer);
  writeSeries(read, rule, { rows, problems: call.problems, deviceId, kind: "battery" });
}
