import {
  DAY_MS,
  type Id,
  MINUTE_MS,
  newId,
  type RollupStore,
  SOURCE_RANK,
  type TenantReadings,
  type TenantRollups,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { connectPostgres, openPostgres, type PostgresStores } from "@solarmon/postgres";
import { median } from "../../support/statistics.ts";
import { DEVICE_STEPS } from "../noisy-telemetry.ts";
import type { Report } from "../report.ts";
import { dayRow, ROLLUPS_START_AT } from "../store/bench-rollups.ts";
import { fillStore, toEnvelopes } from "../store/fill-store.ts";
import { generatedSample } from "../store/generated-sample.ts";
import { TELEMETRY_POINTS } from "../telemetry.ts";
import type { BenchDatabase } from "./prepare-database.ts";
import { unguardedPool } from "./unguarded-pool.ts";

const DEVICES = 20;
const DAYS = 30;
const ROLLUP_DAYS = 365;
const PLANTS = 1_000;
/** Inverters of a plant of the portfolio. */
const PLANT_DEVICES = 2;
const RUNS = 61;

/** Both ways to the same data of one tenant. */
interface Reader {
  readonly readings: TenantReadings;
  readonly rollups: TenantRollups;
}

/** What a page reads, each beside the same without row-level security, turn by turn. */
export async function benchReads(report: Report, database: BenchDatabase): Promise<void> {
  const tenantId = newId();
  const pools = connectPostgres({ url: database.appUrl, operatorUrl: database.operatorUrl });
  await using stores = await openPostgres(pools);
  const admin = connectPostgres({ url: database.adminUrl });
  const unguarded = unguardedPool(admin.pool, tenantId);
  await using open = await openPostgres({ pool: unguarded, operatorPool: admin.operatorPool });
  const [guardedReader, openReader] = [stores, open].map((one) => readerOf(one, tenantId));
  if (!guardedReader || !openReader) return;
  const compare = comparing(report, guardedReader, openReader);
  await benchDays(stores, tenantId, compare);
  await benchRollups(stores.rollups, tenantId, compare);
  await benchLatest(stores, tenantId, compare);
}

function readerOf({ readings, rollups }: PostgresStores, tenantId: Id): Reader {
  const scope = scopeOf(tenantId);
  return { readings: readings.forTenant(scope), rollups: rollups.forTenant(scope) };
}

type Compare = (metric: string, read: (reader: Reader) => Promise<number>) => Promise<void>;

function comparing(report: Report, guarded: Reader, open: Reader): Compare {
  return async (metric, read) => {
    const [oursMs, openMs]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      const ours = async (): Promise<void> => void oursMs.push(await timed(read, guarded));
      const theirs = async (): Promise<void> => void openMs.push(await timed(read, open));
      for (const turn of run % 2 === 0 ? [ours, theirs] : [theirs, ours]) await turn();
    }
    const value = median(oursMs);
    const peer = "the same without row-level security";
    report({ bench: "postgres", metric, value, unit: "ms", peer, ratio: value / median(openMs) });
  };
}

async function timed(read: (reader: Reader) => Promise<number>, reader: Reader): Promise<number> {
  const start = performance.now();
  const count = await read(reader);
  if (count === 0) throw new Error("nothing was read");
  return performance.now() - start;
}

async function benchDays(stores: PostgresStores, tenantId: Id, compare: Compare): Promise<void> {
  const sample = generatedSample("", DEVICE_STEPS, { devices: DEVICES, days: DAYS });
  await fillStore(stores.readings.forTenant(scopeOf(tenantId)), tenantId, sample);
  const startAt = sample.devices[0]?.readings[0]?.measuredAt ?? 0;
  const deviceIds = sample.devices.map(({ deviceId }) => deviceId);
  let turn = 0;
  for (const [metric, points] of [
    ["device-day raw, all 12 points", []],
    ["device-day raw, one point", ["acPower"]],
  ] as const)
    await compare(metric, ({ readings }) => {
      const start = startAt + (turn++ % DAYS) * DAY_MS;
      const span = { start, end: start + DAY_MS };
      return countRead(
        readings,
        deviceIds.slice(turn % DEVICES, (turn % DEVICES) + 1),
        points,
        span,
      );
    });
  const month = { start: startAt, end: startAt + DAYS * DAY_MS };
  await compare("plant-month raw, 20 devices, one point", ({ readings }) =>
    countRead(readings, deviceIds, ["acPower"], month),
  );
}

async function countRead(
  readings: TenantReadings,
  deviceIds: readonly Id[],
  points: readonly string[],
  span: { readonly start: number; readonly end: number },
): Promise<number> {
  let count = 0;
  for await (const page of readings.read({ deviceIds, points, span }))
    count += page.measuredAt.length;
  return count;
}

async function benchRollups(store: RollupStore, tenantId: Id, compare: Compare): Promise<void> {
  const deviceIds = Array.from({ length: DEVICES }, newId);
  const rollups = store.forTenant(scopeOf(tenantId));
  for (let day = 0; day < ROLLUP_DAYS; day++)
    await rollups.put(deviceIds.map((deviceId) => dayRow(deviceId, day)));
  const span = { start: ROLLUPS_START_AT, end: ROLLUPS_START_AT + ROLLUP_DAYS * DAY_MS };
  for (const [metric, points] of [
    ["plant-year by day, 20 devices, one point", ["acEnergyTotal"]],
    ["plant-year by day, 20 devices, all 12 points", TELEMETRY_POINTS],
  ] as const)
    await compare(metric, async (reader) => {
      const rows = await reader.rollups.read({ deviceIds, resolution: "1d", span, points });
      return rows.length;
    });
}

async function benchLatest(stores: PostgresStores, tenantId: Id, compare: Compare): Promise<void> {
  const own = stores.readings.forTenant(scopeOf(tenantId));
  const deviceIds = Array.from({ length: PLANTS * PLANT_DEVICES }, newId);
  const [sample] = generatedSample("", DEVICE_STEPS, { devices: 1, days: 1 }).devices;

  const noon = sample && toEnvelopes(tenantId, TELEMETRY_POINTS, sample)[720]?.readings[0];
  const source = { name: "mqtt", rank: SOURCE_RANK.live };
  const startAt = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 30 * MINUTE_MS;
  for (let minute = 0; minute < 30; minute++) {
    const measuredAt = startAt + minute * MINUTE_MS;
    const packed = noon?.packed ?? new Uint8Array();
    const readings = deviceIds.map((deviceId) => ({ deviceId, measuredAt, quality: 0, packed }));
    await own.append([{ tenantId, plantId: newId(), receivedAt: measuredAt, source, readings }]);
  }
  const latest = async ({ readings }: Reader): Promise<number> =>
    (await readings.latest(deviceIds)).length;
  await compare("portfolio latest, 1,000 plants of two inverters", latest);
  await compare("device-day raw of an open day, all 12 points", ({ readings }) => {
    const span = { start: startAt - DAY_MS, end: startAt + DAY_MS };
    return countRead(readings, deviceIds.slice(0, 1), [], span);
  });
  await stores.seal({ before: Date.now() + 2 * DAY_MS });
  await compare("portfolio latest, 1,000 plants, all sealed", latest);
}
