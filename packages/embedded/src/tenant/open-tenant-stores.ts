import { type Clock, type ReadingStore, type RollupStore, systemClock } from "@solarmon/core";
import { sealDays, type SealOptions, type SealReport } from "../readings/seal-days.ts";
import { SqliteReadingStore } from "../readings/sqlite-reading-store.ts";
import { SqliteRollupStore } from "../rollups/sqlite-rollup-store.ts";
import type { Durability } from "../sqlite/sqlite-file.ts";
import { TenantFiles } from "./tenant-files.ts";

export interface TenantStoresOptions {
  /** Directory with a database per tenant; made if need be. */
  readonly dir: string;
  /** Only reads; another thread or process may write meanwhile. Default false. */
  readonly readOnly?: boolean;
  /** Default `full`. With `normal`, what is written survives a power cut only after {@link TenantStores.sync}. */
  readonly durability?: Durability;
  /** Tells which day is today. Default: the system's. */
  readonly clock?: Clock;
  /** Databases held open at a time. Default 128. */
  readonly maxOpen?: number;
}

/** The stores that share a database per tenant. Closing them closes the databases. */
export interface TenantStores {
  readonly readings: ReadingStore;
  readonly rollups: RollupStore;
  /** Turns closed device-days into chunks, in slices between which other calls run. */
  seal(options: SealOptions): Promise<SealReport>;
  /** Makes everything written so far survive a power cut. @throws `storage_full`, `unavailable` */
  sync(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Readings and roll-ups in SQLite files, one a tenant. One process writes at a time; any number may read.
 *
 * @throws `unavailable` when the directory cannot be made
 */
export async function openTenantStores(options: TenantStoresOptions): Promise<TenantStores> {
  const {
    dir,
    readOnly = false,
    durability = "full",
    clock = systemClock,
    maxOpen = 128,
  } = options;
  const files = new TenantFiles({ dir, readOnly, durability, maxOpen });
  return {
    readings: new SqliteReadingStore(files, clock),
    rollups: new SqliteRollupStore(files),
    seal: (sealOptions) => sealDays(files, sealOptions),
    sync: async () => files.sync(),
    [Symbol.asyncDispose]: async () => files.close(),
  };
}
