import type { ReadingStore, RollupStore, UsageLedger } from "@solarmon/core";
import { openTenantStores, openUsageLedger, type SealOptions } from "@solarmon/embedded";
import type { DataPaths } from "../folder/data-paths.ts";
import type { Services } from "../services/services.ts";

/** Where the processor puts readings and roll-ups. */
export interface ThreadStores extends AsyncDisposable {
  readonly readings: ReadingStore;
  readonly rollups: RollupStore;
  readonly usage: UsageLedger;
  /** Makes what was written survive a power cut. */
  sync(): Promise<unknown>;
  seal(options: SealOptions): Promise<unknown>;
  /** What must be done once a day or more often. */
  maintain(): Promise<unknown>;
}

/** Stores of the thread's own: on PostgreSQL where it is asked for, else in the data folder. */
export async function openThreadStores(
  paths: DataPaths,
  { postgres }: Services,
): Promise<ThreadStores> {
  if (!postgres) {
    await using stack = new AsyncDisposableStack();
    const stores = stack.use(await openTenantStores({ dir: paths.tenants, durability: "normal" }));
    const usage = stack.use(openUsageLedger({ file: paths.usage, durability: "normal" }));
    const open = stack.move();
    return {
      readings: stores.readings,
      rollups: stores.rollups,
      usage,
      async sync() {
        await stores.sync();
        usage.sync();
      },
      seal: (options) => stores.seal(options),
      maintain: async () => undefined,
      [Symbol.asyncDispose]: () => open.disposeAsync(),
    };
  }
  const { openPostgresStores } = await import("../services/open-postgres-stores.ts");
  const stores = await openPostgresStores(postgres, paths.root);
  return {
    readings: stores.readings,
    rollups: stores.rollups,
    usage: stores.usage,
    sync: async () => undefined, // each write was, before it was answered
    seal: (options) => stores.seal(options),
    maintain: () => stores.maintain(),
    [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose](),
  };
}
