import type { StreamBatch, StreamPosition } from "@solarmon/core";

interface Place {
  readonly batch: StreamBatch;
  readonly position: StreamPosition;
}

/** How far each shard was processed, and how far of that is not yet committed. */
export class Checkpoints {
  #processed = new Map<string, Place>();

  /** Notes that a whole batch was processed. */
  processed(batch: StreamBatch): void {
    const last = batch.records.at(-1);
    if (last) this.#processed.set(batch.shard, { batch, position: last.position });
  }

  get isEmpty(): boolean {
    return this.#processed.size === 0;
  }

  /** Makes durable what was processed before the call, then commits it. */
  async commit(settle: () => Promise<void>): Promise<void> {
    const places = this.#processed;
    this.#processed = new Map();
    try {
      await settle();
      for (const { batch, position } of places.values()) await batch.commit(position);
    } catch (error) {
      for (const [shard, place] of places)
        if (!this.#processed.has(shard)) this.#processed.set(shard, place);
      throw error;
    }
  }
}
