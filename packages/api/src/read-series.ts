import {
  isId,
  pointByName,
  POINTS,
  SolarmonError,
  type Id,
  type Plant,
  type Resolution,
  type Span,
  type TenantScope,
} from "@solarmon/core";
import type { DeviceSeries } from "@solarmon/ingest";
import { mergeRuns } from "./merge-runs.ts";
import type { ApiServices } from "./services.ts";

export interface SeriesRequest {
  readonly plant: Plant;
  /** Left out: every point that has values. */
  readonly points?: readonly string[] | undefined;
  /** Left out: every device of the plant. */
  readonly deviceIds?: readonly string[] | undefined;
  readonly span: Span;
  readonly resolution: "raw" | Resolution;
}

/** Holds how many values one request may still take. */
export class ValueBudget {
  readonly limit: number;
  #rest: number;

  constructor(limit: number) {
    this.limit = limit;
    this.#rest = limit;
  }

  /** @throws `invalid_argument` when the budget does not reach */
  take(count: number): void {
    this.#rest -= count;
    if (this.#rest < 0)
      throw new SolarmonError(
        "invalid_argument",
        `The answer would hold more than ${this.limit} values. Take a shorter span, fewer points or devices, or a coarser resolution.`,
      );
  }
}

function checkPoints(points: readonly string[]): void {
  const unknown = points.find((name) => !pointByName(name));
  if (unknown !== undefined)
    throw new SolarmonError(
      "invalid_argument",
      `There is no point \`${unknown.slice(0, 60)}\`. One is called \`acPower\`.`,
    );
}

async function deviceIdsOf(
  { catalog }: ApiServices,
  scope: TenantScope,
  { plant, deviceIds }: SeriesRequest,
): Promise<readonly Id[]> {
  const devices = await catalog.forTenant(scope).devices(plant.id);
  const known = new Set(devices.map(({ id }) => id));
  if (deviceIds === undefined) return [...known];
  const stranger = deviceIds.find((id) => !isId(id) || !known.has(id));
  if (stranger !== undefined)
    throw new SolarmonError("not_found", "There is no such device in this plant.");
  return deviceIds;
}

/** Without the columns that hold nothing. */
function withValues(series: DeviceSeries): DeviceSeries {
  const columns = Object.entries(series.columns).filter(([, values]) =>
    values.some((value) => !Number.isNaN(value)),
  );
  return { ...series, columns: Object.fromEntries(columns) };
}

/** Runs of the span by device, until the budget ends. */
async function readRuns(
  { history }: ApiServices,
  scope: TenantScope,
  { plant, points, span, resolution }: SeriesRequest,
  deviceIds: readonly Id[],
  budget: ValueBudget,
): Promise<ReadonlyMap<Id, [DeviceSeries, ...DeviceSeries[]]>> {
  const asked = points ?? POINTS.map(({ name }) => name);
  const runs = new Map<Id, [DeviceSeries, ...DeviceSeries[]]>();
  const query = { plantId: plant.id, deviceIds, points: asked, span, resolution };
  for await (const whole of history.series(scope, query)) {
    const run = points ? whole : withValues(whole);
    budget.take(run.times.length * Object.keys(run.columns).length);
    const known = runs.get(run.deviceId);
    if (known) known.push(run);
    else runs.set(run.deviceId, [run]);
  }
  return runs;
}

/**
 * Columns of a plant's devices, one series a device, held in memory as far as the budget reaches.
 *
 * @throws `invalid_argument` unknown point, empty span, or more values than the budget has · `not_found` device
 */
export async function readSeries(
  services: ApiServices,
  scope: TenantScope,
  request: SeriesRequest,
  budget: ValueBudget,
): Promise<readonly DeviceSeries[]> {
  const { points, span } = request;
  if (!(span.start < span.end))
    throw new SolarmonError("invalid_argument", "`from` must lie before `to`.");
  if (points) checkPoints(points);
  const deviceIds = await deviceIdsOf(services, scope, request);
  const runs = await readRuns(services, scope, request, deviceIds, budget);
  return Array.from(runs.values(), (own) => mergeRuns(own));
}
