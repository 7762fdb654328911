import { type Id, newId, type PointRollup, type RollupRow } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openTenantStores } from "@solarmon/embedded";
import { quantile } from "../../support/statistics.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import type { Report } from "../report.ts";
import { TELEMETRY_POINTS } from "../telemetry.ts";

const DEVICES = 20;
const DAYS = 365;
const DAY_MS = 86_400_000;
export const ROLLUPS_START_AT: number = Date.UTC(2025, 4, 1);

function pointOf(seed: number, start: number): PointRollup {
  const first = 1_000 + (seed % 977);
  const [last, min, max] = [first + 40, first - 7, first + 91];
  const times = { firstAt: start + 1_000, lastAt: start + DAY_MS - 59_000 };
  return { count: 1_440, sum: first * 1_440, min, max, first, last, increase: seed / 7, ...times };
}

/** A day of a device as a roll-up of twelve points. @param day - counted from {@link ROLLUPS_START_AT} */
export function dayRow(deviceId: Id, day: number): RollupRow {
  const start = ROLLUPS_START_AT + day * DAY_MS;
  return {
    deviceId,
    resolution: "1d",
    start,
    lengthMs: DAY_MS,
    count: 1_440,
    expectedCount: 1_440,
    quality: 0,
    points: Object.fromEntries(
      TELEMETRY_POINTS.map((point, index) => [point, pointOf(day * 13 + index, start)]),
    ),
  };
}

/** A plant-year of day roll-ups of twelve points: written at once, read for a chart. */
export async function benchRollups(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  await using stores = await openTenantStores({ dir: folder.path });
  const rollups = stores.rollups.forTenant(scopeOf(newId()));
  const deviceIds = Array.from({ length: DEVICES }, newId);
  const rows = deviceIds.flatMap((deviceId) =>
    Array.from({ length: DAYS }, (_, day) => dayRow(deviceId, day)),
  );
  const startAt = performance.now();
  await rollups.put(rows);
  const value = rows.length / ((performance.now() - startAt) / 1_000);
  report({ bench: "store", metric: "roll-up rows of 12 points written", value, unit: "rows/s" });
  const span = { start: ROLLUPS_START_AT, end: ROLLUPS_START_AT + DAYS * DAY_MS };
  const query = { deviceIds, resolution: "1d" as const, span };
  for (const [metric, points] of [
    ["plant-year by day, 20 devices, one point", ["acEnergyTotal"]],
    ["plant-year by day, 20 devices, all 12 points", TELEMETRY_POINTS],
  ] as const) {
    const timesMs: number[] = [];
    for (let run = 0; run < 9; run++) {
      const start = performance.now();
      await rollups.read({ ...query, points });
      timesMs.push(performance.now() - start);
    }
    report({ bench: "store", metric, value: quantile(timesMs, 0.5), unit: "ms" });
  }
}
