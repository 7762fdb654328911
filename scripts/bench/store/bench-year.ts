import { type Id, newId, type ReadingStore } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openTenantStores } from "@solarmon/embedded";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { DEVICE_STEPS } from "../noisy-telemetry.ts";
import type { Report } from "../report.ts";
import { benchRollups } from "./bench-rollups.ts";
import { countPoints, type Sample } from "./device-rows.ts";
import { fillStore } from "./fill-store.ts";
import { generatedSample } from "./generated-sample.ts";

const DEVICES = 20;
/** The year is made of a month that is written twelve times: generating takes longer than storing. */
const MONTH_DAYS = 30;
const MONTHS = 12;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A plant-year of minutes: import, then what a page asks for. */
export async function benchYear(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  const tenantId = newId();
  const dir = folder.path;
  const deviceIds = await fillYear(report, dir, tenantId);
  await using stores = await openTenantStores({ dir, readOnly: true });
  const plant = { readings: stores.readings, tenantId, deviceIds };
  const year = { start: 0, end: Date.now() };
  const hourlyMs = await medianMs(5, () => hourlyMeans(plant, year));
  report({
    bench: "store",
    metric: "plant-year hourly from raw, 20 devices, one point",
    value: hourlyMs,
    unit: "ms",
  });
  await benchDays(report, plant);
  await benchRollups(report);
}

interface PlantInStore {
  readonly readings: ReadingStore;
  readonly tenantId: Id;
  readonly deviceIds: readonly Id[];
}

async function fillYear(report: Report, dir: string, tenantId: Id): Promise<Id[]> {
  await using stores = await openTenantStores({ dir, durability: "normal" });
  const readings = stores.readings.forTenant(scopeOf(tenantId));
  const month = generatedSample("", DEVICE_STEPS, { devices: DEVICES, days: MONTH_DAYS });
  let seconds = 0;
  for (let back = MONTHS; back >= 1; back--)
    seconds += await fillStore(readings, tenantId, imported(month, back));
  report({
    bench: "store",
    metric: "bulk append of closed days",
    value: (countPoints(month) * MONTHS) / seconds,
    unit: "points/s",
  });
  return month.devices.map(({ deviceId }) => deviceId);
}

/** The month so many months earlier, received at once. */
function imported(month: Sample, back: number): Sample {
  const shiftMs = -back * MONTH_DAYS * DAY_MS;
  const receivedAt = Date.now();
  const devices = month.devices.map((device) => ({
    ...device,
    readings: device.readings.map(({ measuredAt, row }) => ({
      measuredAt: measuredAt + shiftMs,
      receivedAt,
      row,
    })),
  }));
  return { ...month, devices };
}

/** Mean power of each hour of each device, from the columns as they come. */
async function hourlyMeans(
  { readings, tenantId, deviceIds }: PlantInStore,
  span: { start: number; end: number },
): Promise<number> {
  const query = { deviceIds, points: ["acPower"], span };
  let hours = 0;
  for await (const page of readings.forTenant(scopeOf(tenantId)).read(query)) {
    const power = page.values["acPower"] ?? new Float64Array();
    let [hour, sum, count] = [-1, 0, 0];
    for (let row = 0; row < power.length; row++) {
      const next = Math.floor((page.measuredAt[row] ?? 0) / HOUR_MS);
      if (next !== hour) {
        if (count > 0 && Number.isFinite(sum / count)) hours++;
        [hour, sum, count] = [next, 0, 0];
      }
      sum += power[row] ?? 0;
      count++;
    }
  }
  return hours;
}

async function benchDays(
  report: Report,
  { readings, tenantId, deviceIds }: PlantInStore,
): Promise<void> {
  const store = readings.forTenant(scopeOf(tenantId));
  const [newest] = await store.latest(deviceIds.slice(0, 1));
  const end = Math.floor((newest?.measuredAt ?? 0) / DAY_MS) * DAY_MS;
  let back = 0;
  for (const [metric, points] of [
    ["device-day raw, all 12 points", []],
    ["device-day raw, one point", ["acPower"]],
  ] as const) {
    const dayMs = await medianMs(40, async () => {
      const start = end - (++back % 300) * DAY_MS;
      const span = { start, end: start + DAY_MS };
      let count = 0;
      const query = {
        deviceIds: deviceIds.slice(back % DEVICES, (back % DEVICES) + 1),
        points,
        span,
      };
      for await (const page of store.read(query)) count += page.measuredAt.length;
      return count;
    });
    report({ bench: "store", metric, value: dayMs, unit: "ms" });
  }
}

/** Median of some runs [ms]. */
async function medianMs(runs: number, act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
