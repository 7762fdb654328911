import { HOUR_MS, type Id, type PointRollup, type RollupRow } from "@solarmon/core";
import { Accumulator, FIELD, FIELDS } from "./accumulator.ts";
import type { PointLayout } from "./point-layout.ts";

/** Whole steps of an area (doubled, steps · ms) in one unit · hour. */
const AREA_STEPS = 2 * HOUR_MS;

/** How many readings an interval should have, at least one; `null` while the device's interval is unknown. */
export function expectedReadings(lengthMs: number, intervalMs: number | null): number | null {
  return intervalMs === null ? null : Math.max(1, Math.round(lengthMs / intervalMs));
}

/** The stored form of an accumulator. */
export function toRow(deviceId: Id, from: Accumulator, intervalMs: number | null): RollupRow {
  const lengthMs = from.end - from.start;
  const points: Record<string, PointRollup> = {};
  const slots = from.data.length / FIELDS;
  for (let slot = 0; slot < slots; slot++)
    if (from.data[slot * FIELDS + FIELD.count])
      points[from.layout.names[slot]!] = toPoint(from, slot);
  return {
    deviceId,
    resolution: from.resolution,
    start: from.start,
    lengthMs,
    count: from.count,
    expectedCount: expectedReadings(lengthMs, intervalMs),
    quality: from.quality,
    points,
  };
}

function increaseScale(layout: PointLayout, slot: number): number {
  const scale = layout.scales[slot] ?? 1;
  return layout.rules[slot] ? scale : scale * AREA_STEPS;
}

function toPoint({ data, layout }: Accumulator, slot: number): PointRollup {
  const scale = layout.scales[slot] ?? 1;
  const offset = slot * FIELDS;
  return {
    count: data[offset + FIELD.count]!,
    sum: data[offset + FIELD.sum]! / scale,
    min: data[offset + FIELD.min]! / scale,
    max: data[offset + FIELD.max]! / scale,
    first: data[offset + FIELD.first]! / scale,
    firstAt: data[offset + FIELD.firstAt]!,
    last: data[offset + FIELD.last]! / scale,
    lastAt: data[offset + FIELD.lastAt]!,
    increase: data[offset + FIELD.increase]! / increaseScale(layout, slot),
  };
}

/** The accumulator that a stored row was made from, to go on folding. */
export function fromRow(row: RollupRow, layout: PointLayout): Accumulator {
  const into = new Accumulator(row.resolution, layout, {
    start: row.start,
    end: row.start + row.lengthMs,
  });
  into.count = row.count;
  into.quality = row.quality;
  for (const [name, point] of Object.entries(row.points)) {
    const slot = layout.slotOfName(name);
    if (slot >= 0) setPoint(into, slot, point);
  }
  return into;
}

function setPoint(into: Accumulator, slot: number, point: PointRollup): void {
  const scale = into.layout.scales[slot] ?? 1;
  into.set(slot, [
    point.count,
    Math.round(point.sum * scale),
    Math.round(point.min * scale),
    Math.round(point.max * scale),
    Math.round(point.first * scale),
    point.firstAt,
    Math.round(point.last * scale),
    point.lastAt,
    Math.round(point.increase * increaseScale(into.layout, slot)),
  ]);
}
