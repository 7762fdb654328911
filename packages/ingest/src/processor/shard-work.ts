import type { StreamBatch } from "@solarmon/core";
import { Checkpoints } from "./checkpoints.ts";
import type { Processor } from "./processor.ts";

/** One processor for the whole stream, or a maker of one for each shard. */
export type ProcessorSource = Processor | ((shard: string) => Processor);

interface Share {
  readonly processor: Processor;
  readonly checkpoints: Checkpoints;
}

/**
 * What is under way, by shard where each has a processor of its own: then the state of a shard that goes to another
 * worker goes, unsettled work and all.
 */
export class ShardWork {
  readonly #source: ProcessorSource;
  readonly #shares = new Map<string, Share>();
  readonly #settling = new Map<Share, Promise<void>>();

  constructor(source: ProcessorSource) {
    this.#source = source;
  }

  processorOf(shard: string): Processor {
    return this.#shareOf(shard).processor;
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
    const settling = share.checkpoints.commit(async () => share.processor.settle());
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
    if (typeof this.#source === "function")
      return { processor: this.#source(shard), checkpoints: new Checkpoints() };
    const [one] = this.#shares.values();
    return one ?? { processor: this.#source, checkpoints: new Checkpoints() };
  }
}
