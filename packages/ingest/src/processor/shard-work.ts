import type { StreamBatch, UsageLedger } from "@solarmon/core";
import { UsageBook } from "../usage/usage-book.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { Processor } from "./processor.ts";

/** One processor for the whole stream, or a maker of one for each shard. */
export type ProcessorSource = Processor | ((shard: string) => Processor);

interface Share {
  readonly processor: Processor;
  readonly checkpoints: Checkpoints;
  readonly book: UsageBook | undefined;
}

/**
 * What is under way, by shard where each has a processor of its own: then the state of a shard that goes to another
 * worker goes, unsettled work and all.
 */
export class ShardWork {
  readonly #source: ProcessorSource;
  readonly #ledger: Pick<UsageLedger, "book"> | undefined;
  readonly #shares = new Map<string, Share>();
  readonly #settling = new Map<Share, Promise<void>>();

  /** @param ledger - where what was processed is booked, if it is */
  constructor(source: ProcessorSource, ledger?: Pick<UsageLedger, "book">) {
    this.#source = source;
    this.#ledger = ledger;
  }

  processorOf(shard: string): Processor {
    return this.#shareOf(shard).processor;
  }

  /** What was processed of the shard and is not booked yet. */
  bookOf(shard: string): UsageBook | undefined {
    return this.#shareOf(shard).book;
  }

  /** Notes that a whole batch was processed. */
  processed(batch: StreamBatch): void {
    this.#shareOf(batch.shard).checkpoints.processed(batch);
  }

  /** About how many rows wait to be settled. */
  get pendingRows(): number {
    const processors = new Set([...this.#shares.values()].map(({ processor }) => processor));
    return [...processors].reduce((sum, { pendingRows }) => sum + pendingRows, 0);
  }

  /** Makes durable what was processed before the call, then commits it. @throws the first failure, after all were tried */
  async commit(): Promise<void> {
    const busy = [...new Set(this.#shares.values())].filter((one) => !one.checkpoints.isEmpty);
    const results = await Promise.allSettled(busy.map((share) => this.#settle(share)));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  /** Lets go of all shards but those that are still ours and did not begin anew. Waits for what is being written. */
  async keep(shards: readonly string[], fresh: readonly string[]): Promise<void> {
    if (typeof this.#source !== "function") return;
    const kept = new Set(shards);
    for (const shard of fresh) kept.delete(shard);
    for (const [shard, share] of this.#shares) {
      if (kept.has(shard)) continue;
      this.#shares.delete(shard);
      await this.#settling.get(share)?.catch(() => undefined);
    }
  }

  async #settle(share: Share): Promise<void> {
    const settling = share.checkpoints.commit(async () => {
      await share.book?.flush(); // first, so that settling makes it durable, too
      await share.processor.settle();
    });
    this.#settling.set(share, settling);
    try {
      await settling;
    } finally {
      this.#settling.delete(share);
    }
  }

  #shareOf(shard: string): Share {
    const own = this.#shares.get(shard);
    if (own) return own;
    const share = this.#newShare(shard);
    this.#shares.set(shard, share);
    return share;
  }

  /** A processor that is shared settles for all shards at once. */
  #newShare(shard: string): Share {
    if (typeof this.#source === "function") return this.#shareWith(this.#source(shard));
    const [one] = this.#shares.values();
    return one ?? this.#shareWith(this.#source);
  }

  #shareWith(processor: Processor): Share {
    const book = this.#ledger && new UsageBook(this.#ledger);
    return { processor, checkpoints: new Checkpoints(), book };
  }
}
