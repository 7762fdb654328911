import type { Processor } from "@solarmon/ingest";
import type { ThreadStores } from "./open-thread-stores.ts";

/**
 * A processor whose `settle` also makes the stores survive a power cut, so that a checkpoint never stands before what
 * is on the disk. Between settles the stream has the readings, so the stores need not sync each batch; that leaves the
 * disk to the stream, whose syncs the acknowledgements wait for.
 */
export function syncedProcessor(
  processor: Processor,
  stores: Pick<ThreadStores, "sync">,
): Processor {
  return {
    process: (records) => processor.process(records),
    apply: (envelopes) => processor.apply(envelopes),
    forget: (tenantId) => processor.forget(tenantId),
    get pendingRows() {
      return processor.pendingRows;
    },
    async settle() {
      await processor.settle();
      await stores.sync();
    },
  };
}
