import {
  type DecodedReading,
  isJsonObject,
  type JsonObject,
  listOf,
  type LocalTimes,
  objectOf,
  type ProblemList,
  ReadingRows,
  type ResolvedTime,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { type DeviceKey, readDeviceKey, readPlantKey } from "./device-key.ts";
import { type PointUnits, readPoint, readPointUnits, readPoints } from "./read-points.ts";

/** Series by device: `{point: {time: value}}`, or rows `[{time_stamp, point: value}]`. */
export function readSeries(
  result: JsonObject,
  localTimes: LocalTimes,
  problems: ProblemList,
): DecodedReading[] {
  const rows = new ReadingRows();
  const units = readPointUnits(result);
  for (const [psKey, series] of Object.entries(result)) {
    if (psKey === "point_dict") continue;
    const key = readDeviceKey(psKey) ?? readPlantKey(psKey);
    if (!key) {
      problems.add(`/result_data/${psKey}`, "unknown_field", "not the key of a device");
      continue;
    }
    const device = { key, units, rows, localTimes, problems, path: `/result_data/${psKey}` };
    if (Array.isArray(series)) readRows(series, device);
    else if (isJsonObject(series)) readColumns(series, device);
    else problems.add(device.path, "malformed", "expected series or rows");
  }
  return rows.toArray();
}

interface DeviceSeries {
  readonly key: DeviceKey;
  readonly units: PointUnits;
  readonly rows: ReadingRows;
  readonly localTimes: LocalTimes;
  readonly problems: ProblemList;
  readonly path: string;
}

function readColumns(columns: JsonObject, device: DeviceSeries): void {
  const { key, units, rows, localTimes, problems } = device;
  for (const [field, raw] of Object.entries(columns)) {
    const column = objectOf(raw) ?? {};
    const stamps = Object.keys(column);
    const times = localTimes.rows(stamps);
    for (const [index, stamp] of stamps.entries()) {
      const path = `${device.path}/${field}/${stamp}`;
      const at = instantOf(times[index], path, problems);
      if (at === null) continue;
      const values = rows.valuesAt(key.deviceId, key.type.kind, at);
      readPoint(field, column[stamp], key, values, units, problems, path);
    }
  }
}

function readRows(list: readonly unknown[], device: DeviceSeries): void {
  const { key, units, rows, localTimes, problems } = device;
  const records = list.map((row) => objectOf(row) ?? {});
  const times = localTimes.rows(records.map((row) => textOf(row["time_stamp"])));
  for (const [index, record] of records.entries()) {
    const path = `${device.path}/${index}`;
    const at = instantOf(times[index], path, problems);
    if (at === null) continue;
    const values = rows.valuesAt(key.deviceId, key.type.kind, at);
    readPoints(record, key, values, units, problems, path);
  }
}

/** The instant, after telling what is wrong with the time. */
export function instantOf(
  time: ResolvedTime | undefined,
  path: string,
  problems: ProblemList,
): number | null {
  if (time?.problem) problems.add(path, time.problem, "local time of the plant");
  return time?.at ?? null;
}

/** Time of a present value: the device's own or, of rows without one, that of the receipt. */
function presentTime(
  time: string | undefined,
  receivedAt: Instant | undefined,
  localTimes: LocalTimes,
  path: string,
  problems: ProblemList,
): number | null {
  if (time !== undefined) {
    const resolved =
      receivedAt === undefined ? localTimes.at(time) : localTimes.near(time, receivedAt);
    return instantOf(resolved, path, problems);
  }
  if (receivedAt !== undefined) return receivedAt;
  problems.add(path, "time_missing", "no time in the row, and when the reply came is not known");
  return null;
}

/** Rows of present values, each with its key and time: in an hour that repeats, the one nearer to the receipt. */
export function readRealTime(
  result: JsonObject,
  receivedAt: Instant | undefined,
  localTimes: LocalTimes,
  problems: ProblemList,
): DecodedReading[] {
  const rows = new ReadingRows();
  const units = readPointUnits(result);
  for (const [index, entry] of listOf(result["device_point_list"]).entries()) {
    const path = `/result_data/device_point_list/${index}`;
    const row = objectOf(objectOf(entry)?.["device_point"]) ?? objectOf(entry) ?? {};
    const key =
      readDeviceKey(textOf(row["ps_key"]) ?? "") ?? readPlantKey(textOf(row["ps_id"]) ?? "");
    if (!key) {
      problems.add(`${path}/ps_key`, "missing_field", "a row without the key of its device");
      continue;
    }
    const at = presentTime(textOf(row["device_time"]), receivedAt, localTimes, path, problems);
    if (at === null) continue;
    const values = rows.valuesAt(key.deviceId, key.type.kind, at);
    readPoints(row, key, values, units, problems, path);
  }
  return rows.toArray();
}
