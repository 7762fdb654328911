import { systemClock, type StreamReader } from "@solarmon/core";
import type { DurableEnd } from "@solarmon/embedded";
import {
  createProcessor,
  type Processor,
  type ProcessorOptions,
  UsageBook,
  type UsageBooks,
} from "@solarmon/ingest";
import type { DataPaths } from "../folder/data-paths.ts";
import { openLock, type OpenLock } from "../services/open-lock.ts";
import type { Services } from "../services/services.ts";
import { ImportLane } from "./import-lane.ts";
import { openThreadReader } from "./open-thread-reader.ts";
import { openThreadStores, type ThreadStores } from "./open-thread-stores.ts";
import { PendingEnvelopes } from "./pending-envelopes.ts";
import { streamName } from "../usage/stream-name.ts";
import { syncedProcessor } from "./synced-processor.ts";

export interface ThreadPartsOptions extends Pick<
  ProcessorOptions,
  "catalog" | "latest" | "live" | "onVerdicts"
> {
  readonly paths: DataPaths;
  readonly services: Services;
  /** Where the stream's durable part ends; `null`: found out from the disk. */
  readonly durableEnd: DurableEnd | null;
  readonly onWarning: (message: string) => void;
}

/** What the processor's thread has open. */
export interface ThreadParts extends AsyncDisposable {
  readonly stores: ThreadStores;
  /** For what is given to it past the stream. */
  readonly processor: Processor;
  /** The one for what comes from a shard of the stream. Where shards may go to other workers, one of its own. */
  readonly processorOf: (shard: string) => Processor;
  readonly reader: StreamReader;
  /** Where what comes from the stream is booked. */
  readonly usage: UsageBooks;
  readonly wake: (end: DurableEnd) => void;
  readonly lane: ImportLane;
  readonly lock: OpenLock | undefined;
}

/**
 * Opens the stores and puts a processor before them; what an import that was killed has left is processed first.
 *
 * @throws `storage_corrupt`, `storage_full`, `unavailable`
 */
export async function openThreadParts(options: ThreadPartsOptions): Promise<ThreadParts> {
  const { paths, services, durableEnd, onWarning } = options;
  await using stack = new AsyncDisposableStack();
  const stores = stack.use(await openThreadStores(paths, services));
  const makeProcessor = (): Processor =>
    syncedProcessor(
      createProcessor({
        ...options,
        ...stores,
        isMetered: true,
        clock: systemClock,
        onError: ({ message }) => onWarning(`processor: ${message}`),
      }),
      stores,
    );
  const processor = makeProcessor();
  const follower = stack.use(await openThreadReader(paths, services, durableEnd, onWarning));
  const lock = await openLock(services, (message) => onWarning(message));
  if (lock) stack.use(lock);
  const pending = stack.use(await PendingEnvelopes.open(paths.imports));
  const lane = new ImportLane({ processor, pending, book: new UsageBook(stores.usage), onWarning });
  if (!services.kafka)
    await lane.recover().catch((error: unknown) => onWarning(`import: ${String(error)}`));
  const usage = { ledger: stores.usage, stream: await streamName(paths, services) };
  const processorOf = services.kafka ? makeProcessor : (): Processor => processor;
  const open = stack.move();
  return {
    stores,
    processor,
    processorOf,
    reader: follower.reader,
    usage,
    wake: (end) => follower.wake(end),
    lane,
    lock,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
