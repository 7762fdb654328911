import type { Resolution, RollupRow, Span, TenantReadings, TenantRollups } from "@solarmon/core";
import { HOUR_MS } from "@solarmon/core";
import type { Accumulator } from "../rollup/accumulator.ts";
import { type FiveMinutes, foldColumns } from "../rollup/fold-columns.ts";
import { fiveMinuteStart, FIVE_MINUTES_MS, joinSpans } from "../rollup/intervals.ts";
import { mergeRows } from "../rollup/merge-rows.ts";
import { toRow } from "../rollup/rollup-rows.ts";
import type { DeviceRollups, OpenRows } from "./device-rollups.ts";

export interface TenantStores {
  readonly readings: TenantReadings;
  readonly rollups: TenantRollups;
}

/** What is made anew of a device: its late five minutes, and the hours and days that hold them. */
interface Renewal {
  readonly device: DeviceRollups;
  readonly five: FiveMinutes;
  readonly hours: readonly Span[];
  readonly days: readonly Span[];
}

/** Close enough to be read in one go. */
const REACH_MS = HOUR_MS;

/**
 * Writes the pending rows of devices of one tenant. Rows that were extended in order are written as they are; of
 * late readings exactly their five minutes, hours and days are made anew, the first from the stored readings, the
 * others from the finer rows.
 */
export async function settleDevices(
  stores: TenantStores,
  devices: readonly DeviceRollups[],
  onWritten: (device: DeviceRollups) => void,
): Promise<void> {
  const renewals = new Map<DeviceRollups, Renewal>();
  for (const device of devices)
    if (device.late.size > 0) renewals.set(device, await startRenewal(stores.readings, device));
  await stores.rollups.put(devices.flatMap((device) => pendingRows(device, renewals.get(device))));
  for (const device of devices) {
    const renewal = renewals.get(device);
    const open = renewal ? await finishRenewal(stores.rollups, renewal) : null;
    onWritten(device);
    device.settled(open);
  }
}

async function startRenewal(readings: TenantReadings, device: DeviceRollups): Promise<Renewal> {
  const { late, layout, calendar, deviceId } = device;
  const five: FiveMinutes = new Map();
  const starts = [...late].toSorted((a, b) => a - b);
  const intervals = starts.map((start) => ({ start, end: start + FIVE_MINUTES_MS }));
  for (const span of joinSpans(intervals, REACH_MS))
    for await (const columns of readings.read({ deviceIds: [deviceId], points: [], span }))
      foldColumns(five, columns, layout, (start) => late.has(start));
  const hours = distinct(starts.map((start) => calendar.hour(start)));
  return { device, five, hours, days: distinct(hours.map(({ start }) => calendar.day(start))) };
}

/** Of ascending spans, each once. */
function distinct(spans: readonly Span[]): Span[] {
  return spans.filter(({ start }, index) => start !== spans[index - 1]?.start);
}

function pendingRows(device: DeviceRollups, renewal: Renewal | undefined): RollupRow[] {
  const open = (device.open ?? []).filter(({ isDirty }) => isDirty);
  const inOrder = [...device.finished, ...open].filter((row) => !isRenewed(row, renewal));
  return [...inOrder, ...(renewal?.five.values() ?? [])].map((row) =>
    toRow(device.deviceId, row, device.intervalMs),
  );
}

function isRenewed(row: Accumulator, renewal: Renewal | undefined): boolean {
  if (!renewal) return false;
  if (row.resolution === "5m") return renewal.five.has(row.start);
  const spans = row.resolution === "1h" ? renewal.hours : renewal.days;
  return spans.some(({ start }) => start === row.start);
}

/** Answers with the rows that hold the newest reading, if they were among those made anew. */
async function finishRenewal(rollups: TenantRollups, renewal: Renewal): Promise<OpenRows | null> {
  const { device } = renewal;
  const hours = await renew(rollups, device, { from: "5m", to: "1h", spans: renewal.hours });
  const days = await renew(rollups, device, { from: "1h", to: "1d", spans: renewal.days });
  const five = renewal.five.get(fiveMinuteStart(device.newestAt));
  const hour = holding(hours, device);
  const day = holding(days, device);
  return five && hour && day ? [five, hour, day] : null;
}

function holding(rows: readonly Accumulator[], { newestAt }: DeviceRollups) {
  return rows.find(({ start, end }) => newestAt >= start && newestAt < end);
}

interface Step {
  readonly from: Resolution;
  readonly to: Resolution;
  readonly spans: readonly Span[];
}

async function renew(rollups: TenantRollups, device: DeviceRollups, step: Step) {
  const { deviceId, layout, intervalMs } = device;
  const made: Accumulator[] = [];
  for (const span of joinSpans(step.spans, REACH_MS)) {
    const query = { deviceIds: [deviceId], resolution: step.from, span };
    const within = step.spans.filter(({ start }) => start >= span.start && start < span.end);
    made.push(...mergeRows(await rollups.read(query), within, step.to, layout));
  }
  await rollups.put(made.map((row) => toRow(deviceId, row, intervalMs)));
  return made;
}
