import {
  DAY_MS,
  type Clock,
  type Device,
  type Instant,
  type PointDefinition,
  type Resolution,
  type RollupRow,
  type RollupStore,
  type TenantRollups,
} from "@solarmon/core";
import { expectedReadings } from "../rollup/rollup-rows.ts";
import { EnergySteps } from "./energy-steps.ts";
import type { DeviceSeries } from "./series.ts";
import type { SeriesRequest } from "./resolve-series.ts";

/** Rows held at a time. */
const MAX_ROWS = 40_000;
const ROW_MS = { "5m": 300_000, "1h": 3_600_000, "1d": DAY_MS } as const;

interface Context extends SeriesRequest {
  readonly rollups: TenantRollups;
  readonly resolution: Resolution;
  readonly now: Instant;
}

/** Stored roll-ups as series, a few devices at a time so that memory stays bounded. */
export async function* rollupSeries(
  { rollups, clock }: { readonly rollups: RollupStore; readonly clock: Clock },
  request: SeriesRequest,
  resolution: Resolution,
): AsyncIterable<DeviceSeries> {
  const { scope, devices, span } = request;
  const store = rollups.forTenant(scope);
  const context: Context = { ...request, rollups: store, resolution, now: clock.now() };
  const rowsPerDevice = Math.ceil((span.end - span.start) / ROW_MS[resolution]) + 1;
  const devicesAtATime = Math.max(1, Math.floor(MAX_ROWS / rowsPerDevice));
  for (let from = 0; from < devices.length; from += devicesAtATime)
    yield* readDevices(context, devices.slice(from, from + devicesAtATime));
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
    if (own) yield toSeries(context, device, own, before.get(device.id));
  }
}

/** The row before the span of each device, where a counter is asked for. */
async function rowsBefore(
  { rollups, resolution, span, points }: Context,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, RollupRow>> {
  if (!points.some(({ kind }) => kind === "counter")) return new Map();
  const rows = await rollups.readBefore(deviceIds, resolution, span.start);
  return new Map(rows.map((row) => [row.deviceId, row]));
}

function toSeries(
  context: Context,
  device: Device,
  rows: readonly RollupRow[],
  before: RollupRow | undefined,
): DeviceSeries {
  return {
    deviceId: device.id,
    times: Float64Array.from(rows, ({ start }) => start),
    columns: Object.fromEntries(
      context.points.map((point) => [point.name, column(context, device, point, rows, before)]),
    ),
    completeness: Float64Array.from(rows, (row) => completeness(row, device, context.now)),
  };
}

function column(
  { calendar }: Context,
  device: Device,
  point: PointDefinition,
  rows: readonly RollupRow[],
  before: RollupRow | undefined,
): Float64Array {
  if (point.kind === "counter") {
    const steps = new EnergySteps(point, calendar, device.ratedPowerW);
    if (before) steps.prime(before);
    return Float64Array.from(rows, (row) => steps.next(row));
  }
  return Float64Array.from(rows, ({ points }) => {
    const own = points[point.name];
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
