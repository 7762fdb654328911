import type { ReadingStore, RollupStore } from "@solarmon/core";
import { openTenantStores } from "@solarmon/embedded";
import type { DataPaths } from "../folder/data-paths.ts";
import type { Records } from "./records.ts";

/** Readings and roll-ups for who only reads them. */
export interface Reads extends AsyncDisposable {
  readonly readings: ReadingStore;
  readonly rollups: RollupStore;
}

/** Those of the records' PostgreSQL, else of the data folder. Dispose it before the records. */
export async function openReads(paths: DataPaths, { shared }: Records): Promise<Reads> {
  if (!shared) return await openTenantStores({ dir: paths.tenants, readOnly: true });
  const { readings, rollups } = shared;
  return { readings, rollups, [Symbol.asyncDispose]: async () => undefined };
}
