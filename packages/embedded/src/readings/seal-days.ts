import { setImmediate } from "node:timers/promises";
import { DAY_MS, type Id, idFromBytes, type Instant, utcDay } from "@solarmon/core";
import type { TenantFile } from "../tenant/tenant-file.ts";
import type { TenantFiles } from "../tenant/tenant-files.ts";
import { putChunk } from "./chunk-table.ts";
import { toChunk } from "./day-rows.ts";
import { hotBetween, removeHot } from "./hot-rows.ts";
import { asBytes, asNumber } from "../sqlite/sqlite-value.ts";

export interface SealOptions {
  /** Device-days (UTC) that end at or before this are sealed. */
  readonly before: Instant;
  /** Stop after this many device-days. Default: no limit. */
  readonly maxDays?: number;
  /** Stop after this time [ms]. Default: no limit. */
  readonly deadlineMs?: number;
  /** Ends it early, without an error. */
  readonly signal?: AbortSignal;
}

export interface SealReport {
  /** Device-days that became chunks. */
  readonly days: number;
  readonly readings: number;
  /** False when a limit ended it before all was done. */
  readonly isDone: boolean;
}

/** Other calls wait no longer than this, and one device-day [ms]. */
const SLICE_MS = 20;

interface HotDay {
  readonly deviceId: Id;
  readonly device: number;
  readonly day: number;
}

/** Turns closed device-days of all tenants into chunks. */
export async function sealDays(files: TenantFiles, options: SealOptions): Promise<SealReport> {
  const { before, maxDays = Infinity, deadlineMs = Infinity, signal } = options;
  files.requireWritable();
  const endAt = performance.now() + deadlineMs;
  const total = { days: 0, readings: 0 };
  for (const tenantId of files.tenantIds()) {
    if (!files.mayHaveHotDay(tenantId, utcDay(before))) continue;
    for (;;) {
      const isOver = total.days >= maxDays || performance.now() >= endAt || signal?.aborted;
      if (isOver) return { ...total, isDone: false };
      const file = files.forReading(tenantId);
      if (!file) break; // deleted meanwhile
      const slice = sealSlice(file, before, maxDays - total.days);
      total.days += slice.days;
      total.readings += slice.readings;
      files.noteEarliestHotDay(tenantId, slice.earliest);
      if (slice.days === 0) break;
      await setImmediate();
    }
  }
  return { ...total, isDone: true };
}

interface Slice {
  readonly days: number;
  readonly readings: number;
  /** Earliest hot day that is left; `Infinity`: none. */
  readonly earliest: number;
}

function sealSlice(file: TenantFile, before: Instant, maxDays: number): Slice {
  const closed: HotDay[] = [];
  let readings = 0;
  const earliest = file.writer.change(() => {
    const startedAt = performance.now();
    while (closed.length < maxDays && performance.now() - startedAt < SLICE_MS) {
      const hotDay = nextHotDay(file, utcDay(before));
      if (!hotDay) break;
      readings += sealDay(file, hotDay);
      closed.push(hotDay);
    }
    return Number(file.sqlite.row("select min(day) from hot_days")?.[0] ?? Infinity);
  });
  for (const { deviceId, day } of closed) file.writer.closeDay(deviceId, day);
  return { days: closed.length, readings, earliest };
}

function nextHotDay({ sqlite }: TenantFile, beforeDay: number): HotDay | undefined {
  const row = sqlite.row(
    `select devices.id, hot_days.device, hot_days.day
     from hot_days join devices on devices.number = hot_days.device
     where hot_days.day < ? limit 1`,
    beforeDay,
  );
  if (!row) return undefined;
  return {
    deviceId: idFromBytes(asBytes(row[0])),
    device: asNumber(row[1]),
    day: asNumber(row[2]),
  };
}

function sealDay({ sqlite }: TenantFile, { device, day }: HotDay): number {
  const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS];
  const readings = hotBetween(sqlite, device, start, end);
  if (readings.length > 0) putChunk(sqlite, device, day, toChunk(readings));
  removeHot(sqlite, device, start, end);
  sqlite.run("delete from hot_days where device = ? and day = ?", device, day);
  return readings.length;
}
