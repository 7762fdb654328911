import { type Consumer, ListOffsetTimestamps } from "@platformatic/kafka";
import type { Instant } from "@solarmon/core";

/** Offset by partition. */
export type Places = Map<number, bigint>;

/** Asks the brokers for places in a topic. */
export class Offsets {
  readonly #consumer: Consumer;
  readonly #topic: string;

  constructor(consumer: Consumer, topic: string) {
    this.#consumer = consumer;
    this.#topic = topic;
  }

  /** Of the oldest record that is kept. */
  oldest(): Promise<Places> {
    return this.#list(ListOffsetTimestamps.EARLIEST);
  }

  /** Of the record that will be appended next. */
  newest(): Promise<Places> {
    return this.#list(ListOffsetTimestamps.LATEST);
  }

  /** Of the first record appended then or later; the newest where there is none. */
  async since(at: Instant): Promise<Places> {
    const ends = await this.newest(); // first: a record appended between the questions must not be skipped
    const found = await this.#list(BigInt(Math.max(0, Math.ceil(at))));
    for (const [partition, offset] of found)
      if (offset < 0n) found.set(partition, ends.get(partition) ?? 0n);
    return found;
  }

  async #list(timestamp: bigint): Promise<Places> {
    const offsets = await this.#consumer.listOffsets({ topics: [this.#topic], timestamp });
    return new Map((offsets.get(this.#topic) ?? []).entries());
  }
}
