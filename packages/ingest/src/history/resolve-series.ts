import {
  calendarOf,
  type Catalog,
  type Device,
  type LocalCalendar,
  type Plant,
  pointByName,
  type PointDefinition,
  SolarmonError,
  type Span,
  type TenantScope,
} from "@solarmon/core";
import type { SeriesQuery } from "./series.ts";

/** A series query whose names were looked up. */
export interface SeriesRequest {
  readonly scope: TenantScope;
  readonly plant: Plant;
  readonly devices: readonly Device[];
  readonly points: readonly PointDefinition[];
  readonly span: Span;
  readonly calendar: LocalCalendar;
}

/** Looks up the names of a query. @throws `not_found`, `invalid_argument` */
export async function resolveSeries(
  catalog: Catalog,
  scope: TenantScope,
  query: Omit<SeriesQuery, "resolution">,
): Promise<SeriesRequest> {
  const points = query.points.map(pointOrThrow);
  const tenant = catalog.forTenant(scope);
  const plant = await tenant.plant(query.plantId);
  if (!plant) throw new SolarmonError("not_found", `no plant ${query.plantId}`);
  const all = new Map((await tenant.devices(plant.id)).map((device) => [device.id, device]));
  const deviceIds = query.deviceIds ?? [...all.keys()];
  const devices = deviceIds.map((id) => {
    const device = all.get(id);
    if (!device) throw new SolarmonError("not_found", `no device ${id} in plant ${plant.id}`);
    return device;
  });
  return { scope, plant, devices, points, span: query.span, calendar: calendarOf(plant.timeZone) };
}

function pointOrThrow(name: string): PointDefinition {
  const point = pointByName(name);
  if (!point)
    throw new SolarmonError(
      "invalid_argument",
      `unknown point ${JSON.stringify(name.slice(0, 60))}`,
    );
  return point;
}
