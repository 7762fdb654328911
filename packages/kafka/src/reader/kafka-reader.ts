import type { Admin } from "@platformatic/kafka";
import {
  type ReadOptions,
  SolarmonError,
  type StreamBatch,
  type StreamReader,
} from "@solarmon/core";
import type { KafkaSettings } from "../kafka-options.ts";
import { batchesOf, type Commit, dropFinished } from "./batches.ts";
import { GroupMember } from "./group-member.ts";
import { GroupOffsets } from "./group-offsets.ts";
import { Offsets } from "./offsets.ts";
import { PartitionFetcher } from "./partition-fetcher.ts";
import { Patience } from "./patience.ts";
import { openReadClient, type ReadClient } from "./read-client.ts";
import { startPlaces } from "./start-places.ts";

/** Gives the records of a topic to consumers. */
export class KafkaReader implements StreamReader {
  readonly #admin: Admin;
  readonly #settings: KafkaSettings;
  readonly #closed = new AbortController();

  constructor(admin: Admin, settings: KafkaSettings) {
    this.#admin = admin;
    this.#settings = settings;
  }

  read(consumer: string, options: ReadOptions = {}): AsyncIterable<StreamBatch> {
    const { start = { from: "checkpoint" }, follow = true } = options;
    const isShared = follow && start.from === "checkpoint";
    return endsQuietly(
      isShared ? this.#share(consumer, options) : this.#readAll(consumer, options),
    );
  }

  /** Records that were appended and not yet committed by the consumer. */
  async backlog(consumer: string): Promise<number> {
    await using client = this.#client(consumer);
    const offsets = new Offsets(client.consumer, this.#settings.topic);
    const [committed, oldest, newest] = await Promise.all([
      this.#groupOffsets(consumer).read(),
      offsets.oldest(),
      offsets.newest(),
    ]);
    let records = 0n;
    for (const [partition, end] of newest)
      records += end - (committed.get(partition) ?? oldest.get(partition) ?? end);
    return Number(records);
  }

  forget(consumer: string): Promise<void> {
    return this.#groupOffsets(consumer).delete();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
  }

  /** A part of the partitions, as the brokers share them out among the workers of this consumer. */
  async *#share(consumer: string, options: ReadOptions): AsyncGenerator<StreamBatch> {
    const patience = this.#patience(options, Number.POSITIVE_INFINITY);
    await using client = this.#client(consumer);
    await using memberClient = this.#client(consumer);
    const { topic } = this.#settings;
    const committed = this.#groupOffsets(consumer);
    const offsets = new Offsets(client.consumer, topic);
    const settings = this.#settings;
    const member = new GroupMember({
      consumer: memberClient.consumer,
      settings,
      committed,
      offsets,
    });
    const { places } = member;
    const fetcher = new PartitionFetcher({ consumer: client.consumer, settings, offsets, places });
    let hasLeft = false;
    const commit: Commit = (partition, next) =>
      hasLeft ? this.#commitLate(committed, partition, next) : member.commit(partition, next);
    try {
      let told = -1;
      for (;;) {
        const doing = `${topic} cannot be read`;
        await patience.until(doing, () => member.settle());
        if (told !== member.changes) {
          told = member.changes;
          await options.onShards?.([...places.keys()].map(String), member.takeFresh().map(String));
        }
        const fetched = await patience.until(doing, () => fetcher.next());
        yield* batchesOf(fetched, places, commit, options.maxRecords);
      }
    } finally {
      hasLeft = true;
    }
  }

  /** All partitions, from where the caller says. */
  async *#readAll(consumer: string, options: ReadOptions): AsyncGenerator<StreamBatch> {
    const { start = { from: "checkpoint" }, follow = true } = options;
    const patience = this.#patience(
      options,
      follow ? Number.POSITIVE_INFINITY : this.#settings.deliveryTimeoutMs,
    );
    await using client = this.#client(consumer);
    const settings = this.#settings;
    const offsets = new Offsets(client.consumer, settings.topic);
    const committed = this.#groupOffsets(consumer);
    const commit: Commit = (partition, next) => committed.commit(partition, next);
    const doing = `${settings.topic} cannot be read`;
    const ends = follow ? undefined : await patience.until(doing, () => offsets.newest());
    const places = await patience.until(doing, () => startPlaces(start, offsets, committed));
    const shards = [...places.keys()].map(String);
    await options.onShards?.(shards, shards);
    const base = { consumer: client.consumer, settings, offsets, places };
    const fetcher = new PartitionFetcher({ ...base, ...(ends ? { ends } : {}) });
    const isLeft = (): boolean => !ends || dropFinished(places, ends);
    while (isLeft()) {
      const fetched = await patience.until(doing, () => fetcher.next());
      yield* batchesOf(fetched, places, commit, options.maxRecords);
    }
  }

  /** What a worker did before it left. Where others are left they have its partitions, and do its last records again. */
  async #commitLate(committed: GroupOffsets, partition: number, next: bigint): Promise<void> {
    try {
      await committed.commit(partition, next);
    } catch (error) {
      if (!SolarmonError.is(error) || error.code !== "conflict") throw error;
      this.#settings.onWarning(error);
    }
  }

  #patience({ signal }: ReadOptions, patienceMs: number): Patience {
    const { onWarning } = this.#settings;
    const closed = this.#closed.signal;
    const either = signal ? AbortSignal.any([signal, closed]) : closed;
    return new Patience({ patienceMs, signal: either, onWarning });
  }

  #groupOffsets(consumer: string): GroupOffsets {
    const { topic, groupPrefix } = this.#settings;
    return new GroupOffsets(this.#admin, topic, groupPrefix + consumer);
  }

  #client(consumer: string): ReadClient {
    return openReadClient(this.#settings, this.#settings.groupPrefix + consumer);
  }
}

/** A read that its signal ends is over, not failed. */
async function* endsQuietly(batches: AsyncGenerator<StreamBatch>): AsyncGenerator<StreamBatch> {
  try {
    yield* batches;
  } catch (error) {
    if (!SolarmonError.is(error) || error.code !== "cancelled") throw error;
  }
}
