import type { Catalog, Clock, LatestCache, ReadingStore, RollupStore } from "@solarmon/core";

export interface HistoryOptions {
  readonly readings: ReadingStore;
  readonly rollups: RollupStore;
  readonly catalog: Catalog;
  readonly latest: LatestCache;
  readonly clock: Clock;
}
