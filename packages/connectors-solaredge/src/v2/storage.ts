import {
  conversionOf,
  type JsonObject,
  objectOf,
  readField,
  readNumber,
  ReadingRows,
} from "@solarmon/connectors-kit";
import { resolutionOf } from "../buckets.ts";
import type { DecodeCall } from "../decode-call.ts";
import {
  CHARGE_POWER,
  type SeriesRule,
  STORAGE_ENERGIES,
  STORAGE_LEVELS,
  STORAGE_POWERS,
} from "../points.ts";
import { unitNameOf } from "../units.ts";
import { type Series, writeSeries } from "../write-series.ts";
import { readSeries } from "./read-series.ts";
import { eachDevice, tellUnknown } from "./telemetry.ts";

const KNOWN: ReadonlySet<string> = new Set(
  [...STORAGE_LEVELS, ...STORAGE_POWERS, ...STORAGE_ENERGIES].map(({ field }) => field),
);

/** A battery of a reply. */
interface Battery {
  readonly call: DecodeCall;
  readonly device: JsonObject;
  readonly deviceId: string;
  readonly path: string;
}

export function decodeStorageTelemetry(call: DecodeCall): void {
  eachDevice(call, "storage", (device, deviceId, path) => {
    const battery = { call, device, deviceId, path };
    writePowers(battery);
    for (const rule of STORAGE_LEVELS) write(battery, rule, call.rows, inPercent);
    tellUnknown(call, device, path, KNOWN);
  });
}

/** Of an instant the energies count only where there is no power. */
function writePowers(battery: Battery): void {
  const { call, deviceId, path } = battery;
  const told = addedUp(battery, STORAGE_ENERGIES);
  for (const [at, power] of addedUp(battery, STORAGE_POWERS)) told.set(at, power);
  for (const [at, power] of told)
    readField(
      power,
      CHARGE_POWER,
      call.rows.valuesAt(deviceId, "battery", at),
      call.problems,
      `${path}/${CHARGE_POWER.field}`,
    );
}

/**
 * Charging less discharging: whichever of the two is missing at an instant takes no part. No charging alone is no power,
 * for the battery may be discharging.
 */
function addedUp(battery: Battery, rules: readonly SeriesRule[]): Map<number, number> {
  const totals = new Map<number, number>();
  const halves = new Set<number>();
  for (const rule of rules) {
    const own = new ReadingRows();
    write(battery, rule, own, (series) => withoutNegative(series, rule, battery.call));
    for (const { measuredAt, values } of own.toArray()) {
      const part = values[rule.point] ?? 0;
      const before = totals.get(measuredAt);
      if (before === undefined && part === 0 && !halves.has(measuredAt)) halves.add(measuredAt);
      else totals.set(measuredAt, (before ?? 0) + part);
    }
  }
  return totals;
}

function write(
  { call, device, deviceId, path }: Battery,
  rule: SeriesRule,
  rows: ReadingRows,
  mended: (series: Series) => Series,
): void {
  const series = objectOf(device[rule.field]);
  if (!series) return;
  const outer = resolutionOf(objectOf(call.body)?.["resolution"]);
  const read = readSeries(call, series, `${path}/${rule.field}`, outer);
  writeSeries(mended(read), rule, { rows, problems: call.problems, deviceId, kind: "battery" });
}

function isNegative(raw: unknown): boolean {
  return (readNumber(raw) ?? 0) < 0;
}

/** An energy in one direction is never below 0; such buckets come now and then, and mean nothing. */
function withoutNegative(series: Series, rule: SeriesRule, { problems }: DecodeCall): Series {
  if (rule.quantity !== "energy") return series;
  const first = series.buckets.find(({ raw }) => isNegative(raw));
  if (!first) return series;
  problems.addOnce(first.path, first.path, "sentinel", "an energy below 0 in one direction");
  return { ...series, buckets: series.buckets.filter(({ raw }) => !isNegative(raw)) };
}

/**
 * Some batteries send their charge as a share, though the unit says percentage. A series that never rises above 1 is
 * taken for shares: a battery does not stay below 1 % for half a day.
 */
function inPercent(series: Series): Series {
  if (conversionOf(unitNameOf(series.unit), "%")?.(1) !== 1) return series;
  const highest = series.buckets.reduce((top, { raw }) => Math.max(top, readNumber(raw) ?? 0), 0);
  return highest > 0 && highest <= 1 ? { ...series, unit: "1" } : series;
}
