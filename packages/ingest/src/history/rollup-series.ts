import {
  type CallOptions,
  DAY_MS,
  SolarmonError,
  type Clock,
  type Device,
  type Id,
  type Instant,
  type PointDefinition,
  type Resolution,
  type RollupRow,
  type RollupStore,
  type Span,
  type TenantRollups,
} from "@solarmon/core";
import { powerLimitW } from "../energy/power-limit.ts";
import { expectedReadings } from "../rollup/rollup-rows.ts";
import { float64Column } from "./float64-column.ts";
import { EnergySteps } from "./energy-steps.ts";
import type { DeviceSeries } from "./series.ts";
import type { SeriesRequest } from "./resolve-series.ts";

/** Rows held at a time. */
const MAX_ROWS = 40_000;
const ROW_MS = { "5m": 300_000, "1h": 3_600_000, "1d": DAY_MS } as const;

/** How far before the last row a counter is looked for that the row does not hold. */
const LOOK_BACK_MS = { "5m": DAY_MS, "1h": 7 * DAY_MS, "1d": 31 * DAY_MS } as const;

interface Context extends SeriesRequest {
  readonly rollups: TenantRollups;
  readonly resolution: Resolution;
  readonly now: Instant;
}

/** Stored roll-ups as series: a few devices at a time, or one in several runs, so that memory stays bounded. */
export async function* rollupSeries(
  { rollups, clock }: { readonly rollups: RollupStore; readonly clock: Clock },
  request: SeriesRequest,
  resolution: Resolution,
  call: CallOptions = {},
): AsyncIterable<DeviceSeries> {
  const { scope, devices, span } = request;
  const store = rollups.forTenant(scope);
  const context: Context = { ...request, rollups: store, resolution, now: clock.now() };
  const rowsPerDevice = Math.ceil((span.end - span.start) / ROW_MS[resolution]) + 1;
  const devicesAtATime = Math.max(1, Math.floor(MAX_ROWS / rowsPerDevice));
  for (let from = 0; from < devices.length; from += devicesAtATime) {
    const some = devices.slice(from, from + devicesAtATime);
    for (const part of partsOf(span, MAX_ROWS * ROW_MS[resolution])) {
      if (call.signal?.aborted) throw new SolarmonError("cancelled", "the series was cancelled");
      yield* readDevices({ ...context, span: part }, some);
    }
  }
}

function* partsOf({ start, end }: Span, longestMs: number): Generator<Span> {
  for (let from = start; from < end; from += longestMs)
    yield { start: from, end: Math.min(end, from + longestMs) };
}

async function* readDevices(
  context: Context,
  devices: readonly Device[],
): AsyncIterable<DeviceSeries> {
  const { rollups, resolution, span } = context;
  const points = context.points.map(({ name }) => name);
  const deviceIds = devices.map(({ id }) => id);
  const rows = await rollups.read({ deviceIds, resolution, span, points });
  const byDevice = Map.groupBy(rows, ({ deviceId }) => deviceId);
  const before = await rowsBefore(context, [...byDevice.keys()]);
  for (const device of devices) {
    const own = byDevice.get(device.id);
    if (own) yield toSeries(context, device, own, before.get(device.id) ?? []);
  }
}

/** Ascending rows of each device that hold the last values of the asked counters before the span. */
async function rowsBefore(
  context: Context,
  deviceIds: readonly Id[],
): Promise<ReadonlyMap<Id, readonly RollupRow[]>> {
  const { rollups, resolution, span } = context;
  const counters = context.points.filter(({ kind }) => kind === "counter").map(({ name }) => name);
  const before = new Map<Id, readonly RollupRow[]>();
  if (counters.length === 0) return before;
  for (const row of await rollups.readBefore(deviceIds, resolution, span.start))
    before.set(row.deviceId, [row]);
  const unsure = [...before.values()].flat().filter((row) => !counters.every((c) => row.points[c]));
  for (const { deviceId, start } of unsure)
    before.set(
      deviceId,
      await rollups.read({
        deviceIds: [deviceId],
        resolution,
        points: counters,
        span: { start: start - LOOK_BACK_MS[resolution], end: span.start },
      }),
    );
  return before;
}

function toSeries(
  context: Context,
  device: Device,
  rows: readonly RollupRow[],
  before: readonly RollupRow[],
): DeviceSeries {
  return {
    deviceId: device.id,
    times: float64Column(rows.length, (index) => rows[index]!.start),
    columns: Object.fromEntries(
      context.points.map((point) => [point.name, column(context, device, point, rows, before)]),
    ),
    completeness: float64Column(rows.length, (index) =>
      completeness(rows[index]!, device, context.now),
    ),
  };
}

function column(
  { calendar, plant }: Context,
  device: Device,
  point: PointDefinition,
  rows: readonly RollupRow[],
  before: readonly RollupRow[],
): Float64Array {
  if (point.kind === "counter") {
    const steps = new EnergySteps(point, calendar, powerLimitW(device, plant));
    for (const row of before) steps.prime(row);
    return float64Column(rows.length, (index) => steps.next(rows[index]!));
  }
  return float64Column(rows.length, (index) => {
    const own = rows[index]!.points[point.name];
    if (!own) return Number.NaN;
    return point.aggregate === "last" ? own.last : own.sum / own.count;
  });
}

/** Of the part of the interval that has passed. */
function completeness(row: RollupRow, device: Device, now: Instant): number {
  const expected = row.expectedCount ?? expectedReadings(row.lengthMs, device.intervalMs);
  if (expected === null) return Number.NaN;
  const passed = Math.min(1, Math.max(0, now - row.start) / row.lengthMs);
  return Math.min(1, row.count / Math.max(1, Math.floor(expected * passed)));
}
