import type { Admin } from "@platformatic/kafka";
import {
  type ReadOptions,
  SolarmonError,
  type StreamBatch,
  type StreamPosition,
  type StreamReader,
} from "@solarmon/core";
import type { KafkaSettings } from "../kafka-options.ts";
import { batchesOf, type Commit, dropFinished } from "./batches.ts";
import { GroupOffsets } from "./group-offsets.ts";
import { Offsets } from "./offsets.ts";
import { parsePosition } from "./parse-position.ts";
import { PartitionFetcher } from "./partition-fetcher.ts";
import { Patience } from "./patience.ts";
import { openReadClient, type ReadClient } from "./read-client.ts";
import { SharedRead } from "./shared-read.ts";
import { startPlaces } from "./start-places.ts";

/** Gives the records of a topic to consumers. */
export class KafkaReader implements StreamReader {
  readonly #admin: Admin;
  readonly #settings: KafkaSettings;
  readonly #closed = new AbortController();
  /** Stays open: who watches a backlog asks again and again. */
  #asking: ReadClient | undefined;

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
    const { offsets } = this;
    const [committed, oldest] = await Promise.all([
      this.groupOffsets(consumer).read(),
      offsets.oldest(),
    ]);
    const newest = await offsets.newest(); // last, so that no place lies behind its end
    let records = 0n;
    for (const [partition, end] of newest) {
      const first = oldest.get(partition) ?? end;
      const place = committed.get(partition) ?? first;
      records += end - (place < first || place > end ? first : place);
    }
    return Number(records);
  }

  async hasCommitted(
    consumer: string,
    places: ReadonlyMap<string, StreamPosition>,
  ): Promise<boolean> {
    const committed = await this.groupOffsets(consumer).read();
    return [...places].every(
      ([shard, position]) => (committed.get(Number(shard)) ?? 0n) > parsePosition(position),
    );
  }

  forget(consumer: string): Promise<void> {
    return this.groupOffsets(consumer).delete();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    await this.#asking?.[Symbol.asyncDispose]();
  }

  /** Places in the topic, asked for over a connection that stays. */
  get offsets(): Offsets {
    this.#asking ??= this.#client("asking");
    return new Offsets(this.#asking.consumer, this.#settings.topic);
  }

  async *#share(consumer: string, options: ReadOptions): AsyncGenerator<StreamBatch> {
    await using client = this.#client(consumer);
    await using memberClient = this.#client(consumer);
    const read = new SharedRead({
      consumer: client.consumer,
      memberConsumer: memberClient.consumer,
      settings: this.#settings,
      committed: this.groupOffsets(consumer),
      patience: this.#patience(options, Number.POSITIVE_INFINITY),
      options,
    });
    yield* read.batches();
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
    const committed = this.groupOffsets(consumer);
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

  #patience({ signal }: ReadOptions, patienceMs: number): Patience {
    const { onWarning } = this.#settings;
    const closed = this.#closed.signal;
    const either = signal ? AbortSignal.any([signal, closed]) : closed;
    return new Patience({ patienceMs, signal: either, onWarning });
  }

  groupOffsets(consumer: string): GroupOffsets {
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
