import type { CallOptions, ReadingColumns, ReadingStore } from "@solarmon/core";
import type { DeviceSeries } from "./series.ts";
import type { SeriesRequest } from "./resolve-series.ts";

/** Stored readings, page by page. */
export async function* rawSeries(
  readings: ReadingStore,
  { scope, devices, points, span }: SeriesRequest,
  call?: CallOptions,
): AsyncIterable<DeviceSeries> {
  const names = points.map(({ name }) => name);
  const query = { deviceIds: devices.map(({ id }) => id), points: names, span };
  for await (const page of readings.forTenant(scope).read(query, call))
    yield {
      deviceId: page.deviceId,
      times: page.measuredAt,
      columns: Object.fromEntries(names.map((name) => [name, column(page, name)])),
      completeness: null,
    };
}

function column(page: ReadingColumns, name: string): Float64Array {
  return page.values[name] ?? new Float64Array(page.measuredAt.length).fill(Number.NaN);
}
