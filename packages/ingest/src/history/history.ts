import type { CallOptions, Id, PlantUpdate, TenantScope } from "@solarmon/core";
import { energyTodayWh } from "./energy-today.ts";
import type { HistoryOptions } from "./history-options.ts";
import { hourlyFromRaw } from "./hourly-from-raw.ts";
import { plantLive } from "./plant-live.ts";
import { rawSeries } from "./raw-series.ts";
import { resolveSeries } from "./resolve-series.ts";
import { rollupSeries } from "./rollup-series.ts";
import type { DeviceSeries, SeriesQuery } from "./series.ts";

/** What is known of plants, past and now. Unknown plants and devices are answered like someone else's. */
export interface History {
  /**
   * Series of a plant, device by device; several runs of one device follow each other.
   *
   * @throws `not_found` for a plant or device that the tenant does not have · `invalid_argument` for an unknown point
   */
  series(
    scope: TenantScope,
    query: SeriesQuery,
    options?: CallOptions,
  ): AsyncIterable<DeviceSeries>;
  /** Means of local hours straight from the stored readings, of whatever kind the points are. Otherwise like `series`. */
  hourlyFromRaw(
    scope: TenantScope,
    query: Omit<SeriesQuery, "resolution">,
    options?: CallOptions,
  ): AsyncIterable<DeviceSeries>;
  /** The plant now: newest reading of every device that has one. `undefined` for an unknown plant or before its first reading. */
  plantLive(scope: TenantScope, plantId: Id): Promise<PlantUpdate | undefined>;
  /** AC energy of the inverters since local midnight [Wh]; `null` while none of them told. A sleeping one still counts. */
  energyTodayWh(scope: TenantScope, plantId: Id): Promise<number | null>;
}

/** A history over stores that the processor fills. */
export function createHistory(options: HistoryOptions): History {
  return {
    series: async function* (scope, query, call) {
      const request = await resolveSeries(options.catalog, scope, query);
      if (query.resolution === "raw") yield* rawSeries(options.readings, request, call);
      else yield* rollupSeries(options, request, query.resolution, call);
    },
    hourlyFromRaw: async function* (scope, query, call) {
      const request = await resolveSeries(options.catalog, scope, query);
      yield* hourlyFromRaw(options.readings, request, call);
    },
    plantLive: async (scope, plantId) => plantLive(options, scope, plantId),
    energyTodayWh: async (scope, plantId) => energyTodayWh(options, scope, plantId),
  };
}
