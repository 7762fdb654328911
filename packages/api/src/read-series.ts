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
import type { DeviceSeries } from "./ports.ts";
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

/**
 * Columns of a plant's devices, held in memory as far as the budget reaches.
 *
 * @throws `invalid_argument` unknown point, empty span, or more values than the budget has · `not_found` device
 */
export async function readSeries(
  services: ApiServices,
  scope: TenantScope,
  request: SeriesRequest,
  budget: ValueBudget,
): Promise<readonly DeviceSeries[]> {
  const { plant, points, span, resolution } = request;
  if (!(span.start < span.end))
    throw new SolarmonError("invalid_argument", "`from` must lie before `to`.");
  if (points) checkPoints(points);
  const deviceIds = await deviceIdsOf(services, scope, request);
  const asked = points ?? POINTS.map(({ name }) => name);
  const query = { plantId: plant.id, deviceIds, points: asked, span, resolution };
  const found: DeviceSeries[] = [];
  for await (const whole of services.history.series(scope, query)) {
    const series = points ? whole : withValues(whole);
    budget.take(series.times.length * (Object.keys(series.columns).length + 1));
    found.push(series);
  }
  return found;
}
