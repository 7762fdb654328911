import { systemClock } from "@solarmon/core";
import {
  type DurableEnd,
  openSegmentReader,
  openTenantStores,
  type SegmentReader,
  type TenantStores,
} from "@solarmon/embedded";
import { createProcessor, type Processor, type ProcessorOptions } from "@solarmon/ingest";
import type { DataPaths } from "../folder/data-paths.ts";
import { ImportLane } from "./import-lane.ts";
import { PendingEnvelopes } from "./pending-envelopes.ts";
import { syncedProcessor } from "./synced-processor.ts";

export interface ThreadPartsOptions extends Pick<
  ProcessorOptions,
  "catalog" | "latest" | "live" | "onVerdicts"
> {
  readonly paths: DataPaths;
  /** Where the stream's durable part ends; `null`: found out from the disk. */
  readonly durableEnd: DurableEnd | null;
  readonly onWarning: (message: string) => void;
}

/** What the processor's thread has open. */
export interface ThreadParts extends AsyncDisposable {
  readonly stores: TenantStores;
  readonly processor: Processor;
  readonly reader: SegmentReader;
  readonly lane: ImportLane;
}

/**
 * Opens the stores of a data folder and puts a processor before them; what an import that was killed has left is
 * processed first.
 *
 * @throws `storage_corrupt`, `storage_full`, `unavailable`
 */
export async function openThreadParts(options: ThreadPartsOptions): Promise<ThreadParts> {
  const { paths, durableEnd, onWarning } = options;
  await using stack = new AsyncDisposableStack();
  const stores = stack.use(await openTenantStores({ dir: paths.tenants, durability: "normal" }));
  const processor = syncedProcessor(
    createProcessor({
      ...options,
      ...stores,
      clock: systemClock,
      onError: ({ message }) => onWarning(`processor: ${message}`),
    }),
    stores,
  );
  const reader = stack.use(
    await openSegmentReader({
      dir: paths.stream,
      onWarning: ({ message }) => onWarning(`stream: ${message}`),
      ...(durableEnd ? { durableEnd } : {}),
    }),
  );
  const pending = stack.use(await PendingEnvelopes.open(paths.imports));
  const lane = new ImportLane(processor, pending, onWarning);
  await lane.recover().catch((error: unknown) => onWarning(`import: ${String(error)}`));
  const open = stack.move();
  return { stores, processor, reader, lane, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
