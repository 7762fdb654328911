import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { newId, pointByName } from "@solarmon/core";
import type { Sample, SampleDevice, SampleReading } from "./device-rows.ts";

const DATA = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const IMPORTED_AT = Date.UTC(2026, 4, 1);

/** A column of a file as a point: number of the column and what its unit is times ours. */
interface Mapped {
  readonly point: string;
  readonly column: number;
  readonly scale: number;
}

function readTable(name: string): string[][] {
  const text = gunzipSync(readFileSync(DATA + name)).toString("utf8");
  return text.split("\n").map((line) => line.trimEnd().split(","));
}

/** What the store keeps of a field: rounded to the point's resolution; `null` where there is no number. */
function toValue(field: string | undefined, { point, scale }: Mapped): number | null {
  const value = field === undefined || field === "" ? Number.NaN : Number(field) * scale;
  if (!Number.isFinite(value)) return null;
  const steps = Math.round(1 / (pointByName(point)?.resolution ?? 1));
  return Math.round(value * steps) / steps;
}

function toDevice(
  rows: readonly (readonly string[])[],
  mapped: readonly Mapped[],
  time: (row: readonly string[]) => number,
): SampleDevice {
  const readings = new Map<number, SampleReading>();
  for (const fields of rows) {
    const measuredAt = time(fields);
    const row = mapped.map((field) => toValue(fields[field.column], field));
    const isUseful = Number.isFinite(measuredAt) && row.some((value) => value !== null);
    if (isUseful) readings.set(measuredAt, { measuredAt, receivedAt: IMPORTED_AT, row });
  }
  const sorted = [...readings.values()].toSorted((a, b) => a.measuredAt - b.measuredAt);
  return { deviceId: newId(), readings: sorted };
}

// Local times are taken as UTC: the bench is about bytes.

function spacedTime(row: readonly string[]): number {
  return Date.parse(`${row[0]?.replace(" ", "T")}Z`);
}

function dayFirstTime(row: readonly string[]): number {
  const [, day, month, year, clock] = /^(\d+)-(\d+)-(\d+) (.*)$/.exec(row[0] ?? "") ?? [];
  return Date.parse(`${year}-${month}-${day}T${clock}Z`);
}

/** Thirteen inverters in Madrid, every five minutes of a year. */
function madridSample(): Sample {
  const [head = [], ...rows] = readTable("upm_13sys_5min/upm_2014_5min.csv.gz");
  const fields = [
    ["acPower", "P_AC", 1],
    ["dcVoltage1", "U_DC", 1],
    ["dcCurrent1", "I_DC", 1],
    ["acEnergyTotal", "E_Total", 1_000],
    ["internalTemperature", "T_WR", 1],
  ] as const;
  const devices = Array.from({ length: 13 }, (_, system) => {
    const mapped = fields.map(([point, column, scale]) => ({
      point,
      column: head.indexOf(`${column}_${system + 1}`),
      scale,
    }));
    return toDevice(rows, mapped, spacedTime);
  });
  return { name: "Madrid, 13 inverters, 5 min", points: fields.map(([point]) => point), devices };
}

/** 22 inverters in India, every quarter of an hour for 34 days. */
function indiaSample(): Sample {
  const [, ...rows] = readTable("plant1_22inv_15min/generation.csv.gz");
  const mapped = [
    { point: "dcPower", column: 3, scale: 100 },
    { point: "acPower", column: 4, scale: 1_000 },
    { point: "acEnergyToday", column: 5, scale: 1_000 },
    { point: "acEnergyTotal", column: 6, scale: 1_000 },
  ];
  const byKey = Map.groupBy(rows, (row) => row[2] ?? "");
  byKey.delete("");
  const devices = [...byKey.values()].map((own) => toDevice(own, mapped, dayFirstTime));
  const points = mapped.map(({ point }) => point);
  return { name: "India, 22 inverters, 15 min", points, devices };
}

function isoTime(row: readonly string[]): number {
  return Date.parse(row[0] ?? "");
}

function minuteSample(name: string, file: string, point: string, scale: number): Sample {
  const [, ...rows] = readTable(`nrel_pvanalytics/${file}`);
  const device = toDevice(rows, [{ point, column: 1, scale }], isoTime);
  return { name, points: [point], devices: [device] };
}

/** Measured data of real plants; none where the data are not beside the repository. */
export function realSamples(): Sample[] {
  return existsSync(DATA) ? [madridSample(), indiaSample()] : [];
}

/** Real minutes: an inverter's AC power and a pyranometer in Colorado, a day or two of one point each. */
export function realMinutes(): Sample[] {
  if (!existsSync(DATA)) return [];
  return [
    minuteSample("AC power, 1 W", "serf_east_1min_ac_power.csv.gz", "acPower", 1),
    minuteSample("GHI, 1 W/m²", "midc_bms_ghi_20220120.csv.gz", "ghi", 1),
  ];
}
