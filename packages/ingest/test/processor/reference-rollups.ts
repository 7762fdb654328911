import {
  calendarOf,
  type Device,
  HOUR_MS,
  MINUTE_MS,
  type PointRollup,
  pointByName,
  type ReadingColumns,
  type Resolution,
  type RollupRow,
} from "@solarmon/core";
import { counterIncrease, counterRules } from "@solarmon/ingest";
import { ALWAYS, type Seed } from "./seed.ts";

/** Roll-ups by their definition, straight from all stored readings: slow and simple. */
export async function referenceRows(seed: Seed): Promise<readonly RollupRow[]> {
  const rows: RollupRow[] = [];
  for (const resolution of ["5m", "1h", "1d"] as const)
    for (const device of seed.devices) {
      const query = { deviceIds: [device.id], points: [], span: ALWAYS };
      for await (const page of seed.readings.forTenant(seed.scope).read(query))
        rows.push(...rowsOf(page, device, resolution, seed.plant.timeZone));
    }
  return rows;
}

function rowsOf(page: ReadingColumns, device: Device, resolution: Resolution, timeZone: string) {
  const calendar = calendarOf(timeZone);
  const spanOf = (at: number) => {
    if (resolution === "1h") return calendar.hour(at);
    if (resolution === "1d") return calendar.day(at);
    const start = Math.floor(at / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
    return { start, end: start + 5 * MINUTE_MS };
  };
  const groups = Map.groupBy(page.measuredAt.keys(), (i) => spanOf(page.measuredAt[i]!).start);
  return [...groups].map(([start, indexes]): RollupRow => {
    const lengthMs = spanOf(start).end - start;
    return {
      deviceId: device.id,
      resolution,
      start,
      lengthMs,
      count: indexes.length,
      expectedCount: device.intervalMs && Math.max(1, Math.round(lengthMs / device.intervalMs)),
      quality: Math.max(...indexes.map((index) => page.quality[index]!)),
      points: pointsOf(page, indexes),
    };
  });
}

function pointsOf(page: ReadingColumns, indexes: readonly number[]) {
  const points: Record<string, PointRollup> = {};
  for (const [name, column] of Object.entries(page.values)) {
    const present = indexes.filter((index) => !Number.isNaN(column[index]!));
    if (present.length === 0) continue;
    const values = present.map((index) => column[index]!);
    const times = present.map((index) => page.measuredAt[index]!);
    points[name] = {
      count: values.length,
      sum: values.reduce((a, b) => a + b),
      min: Math.min(...values),
      max: Math.max(...values),
      first: values[0]!,
      firstAt: times[0]!,
      last: values.at(-1)!,
      lastAt: times.at(-1)!,
      increase: increaseOf(name, values, times),
    };
  }
  return points;
}

function increaseOf(name: string, values: readonly number[], times: readonly number[]): number {
  const point = pointByName(name)!;
  const rules = point.kind === "counter" ? counterRules(point, null) : null;
  let sum = 0;
  for (let index = 1; index < values.length; index++) {
    const [from, to] = [values[index - 1]!, values[index]!];
    const elapsedMs = times[index]! - times[index - 1]!;
    if (rules) sum += counterIncrease(from, to, elapsedMs, rules);
    else if (elapsedMs <= 20 * MINUTE_MS) sum += (from + to) * elapsedMs;
  }
  return rules ? sum : sum / 2 / HOUR_MS;
}
