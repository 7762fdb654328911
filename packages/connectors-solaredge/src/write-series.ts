import {
  type ProblemList,
  readField,
  readNumber,
  type ReadingRows,
} from "@solarmon/connectors-kit";
import { type DeviceKind, HOUR_MS, type Instant } from "@solarmon/core";
import type { Bucket, Resolution } from "./buckets.ts";
import type { SeriesRule } from "./points.ts";
import { powerUnitOf, unitNameOf } from "./units.ts";

/** Whose series it is, and where its readings go. */
export interface SeriesTarget {
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
  readonly deviceId: string;
  readonly kind: DeviceKind;
}

export interface Series {
  readonly buckets: readonly Bucket[];
  /** As the reply gives it. */
  readonly unit: string;
  readonly resolution: Resolution;
  readonly path: string;
  /** Instant at which the counter of a bucket's day was read: the end of the day, or of the reply. */
  readonly dayReadAt: (bucket: Bucket) => Instant;
  /** End of what the reply covers, when it says so. */
  readonly until?: Instant;
}

/** Turns a series into values of `rule`'s point; what cannot be told by any point is a problem. */
export function writeSeries(series: Series, rule: SeriesRule, target: SeriesTarget): void {
  if (rule.quantity === "energy") writeEnergies(series, rule, target);
  else if (series.resolution === "day" || series.resolution === "long")
    refuse(series, target, "means of a day or longer are no curve; ask for a finer resolution");
  else writeValues(series, rule, target);
}

function writeValues(series: Series, rule: SeriesRule, target: SeriesTarget): void {
  const shift = rule.stamp === "end" ? shiftOf(series, target) : 0;
  const unit = unitNameOf(series.unit);
  for (const { at, raw, path } of series.buckets)
    if (hasValue(raw)) {
      const values = target.rows.valuesAt(target.deviceId, target.kind, at - shift);
      readField(raw, rule, values, target.problems, path, unit);
    }
}

function shiftOf({ resolution, path }: Series, { problems }: SeriesTarget): number {
  if (typeof resolution === "number") return resolution;
  const detail =
    "stamped at the end of buckets whose length the reply does not give; kept as it is";
  problems.addOnce("end stamp", path, "missing_field", detail);
  return 0;
}

function writeEnergies(series: Series, rule: SeriesRule, target: SeriesTarget): void {
  const { resolution } = series;
  if (resolution === "day" && rule.dayPoint !== undefined)
    writeDays(series, { ...rule, point: rule.dayPoint }, target);
  else if (typeof resolution === "number") writeMeanPowers(series, rule, resolution, target);
  else if (resolution === "unknown")
    target.problems.add(
      series.path,
      "missing_field",
      "no resolution that says how long a bucket is",
    );
  else refuse(series, target, "no point tells the energy of such a bucket; ask for hours or less");
}

function writeDays(series: Series, rule: SeriesRule, target: SeriesTarget): void {
  const unit = unitNameOf(series.unit);
  for (const bucket of series.buckets)
    if (hasValue(bucket.raw)) {
      const at = series.dayReadAt(bucket);
      const values = target.rows.valuesAt(target.deviceId, target.kind, at);
      readField(bucket.raw, rule, values, target.problems, bucket.path, unit);
    }
}

function writeMeanPowers(
  series: Series,
  rule: SeriesRule,
  lengthMs: number,
  target: SeriesTarget,
): void {
  const unit = powerUnitOf(series.unit);
  if (unit === null) {
    const detail = `${JSON.stringify(series.unit.slice(0, 40))} is no unit of energy`;
    target.problems.add(series.path, "unknown_unit", detail);
    return;
  }
  for (const { at, raw, path } of series.buckets) {
    if (!hasValue(raw)) continue;
    if (isOpen(at + lengthMs, series.until)) {
      target.problems.addOnce(series.path, path, "no_telemetry", "this bucket is not over yet");
      continue;
    }
    const values = target.rows.valuesAt(target.deviceId, target.kind, at);
    if (values[rule.point] !== undefined) continue;
    const value = readNumber(raw);
    const power = typeof value === "number" ? (value * HOUR_MS) / lengthMs : raw;
    readField(power, rule, values, target.problems, path, unit);
  }
}

/** A minute of grace, since some callers ask until 23:59:59. */
function isOpen(endsAt: Instant, until: Instant | undefined): boolean {
  return until !== undefined && endsAt > until + 60_000;
}

function refuse({ path }: Series, { problems }: SeriesTarget, detail: string): void {
  problems.add(path, "unsupported", detail);
}

function hasValue(raw: unknown): boolean {
  return raw !== null && raw !== undefined;
}
