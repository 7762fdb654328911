import type { Consumer } from "@platformatic/kafka";
import { SolarmonError } from "@solarmon/core";
import { hasApiId } from "../kafka-error.ts";
import type { KafkaSettings } from "../kafka-options.ts";
import type { Offsets, Places } from "./offsets.ts";
import { type Received, receivedRecords } from "./received-records.ts";

const LONG_POLL_MS = 500;
const IDLE_MS = 100;
const SMALLEST_SHARE_BYTES = 65_536;
/** Any: leaders are asked as the metadata name them. */
const NO_EPOCH = -1;

type FetchResponse = Awaited<ReturnType<Consumer["fetch"]>>;

/** What one partition gave. */
export interface Fetched extends Received {
  readonly partition: number;
}

export interface PartitionFetcherParts {
  readonly consumer: Consumer;
  readonly settings: KafkaSettings;
  readonly offsets: Offsets;
  /** Where each partition goes on. Partitions may come and go; the caller moves the places. */
  readonly places: Places;
  /** Ends before these offsets, where given. */
  readonly ends?: Places;
}

/** Fetches from the leaders of partitions: one request per broker at a time, and nothing ahead of the caller. */
export class PartitionFetcher {
  readonly #parts: PartitionFetcherParts;
  readonly #inFlight = new Map<number, Promise<readonly Fetched[]>>();

  constructor(parts: PartitionFetcherParts) {
    this.#parts = parts;
    parts.consumer.topics.track(parts.settings.topic);
  }

  /** What the first broker that answers has; nothing when a long poll brought nothing. */
  async next(): Promise<readonly Fetched[]> {
    const leaders = await this.#leaders();
    for (const [node, partitions] of leaders.byNode)
      if (!this.#inFlight.has(node)) this.#start(node, leaders.topicId, partitions);
    if (this.#inFlight.size > 0) return Promise.race(this.#inFlight.values());
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    return [];
  }

  #start(node: number, topicId: string, partitions: readonly number[]): void {
    const answer = this.#fetch(node, topicId, partitions).finally(() =>
      this.#inFlight.delete(node),
    );
    answer.catch(() => {}); // whoever waits is told; after the end nobody does
    this.#inFlight.set(node, answer);
  }

  async #leaders(): Promise<{ topicId: string; byNode: Map<number, number[]> }> {
    const { consumer, settings, places } = this.#parts;
    const { topics } = await consumer.metadata({ topics: [settings.topic] });
    const topic = topics.get(settings.topic);
    if (!topic) throw new SolarmonError("not_found", `there is no topic ${settings.topic}`);
    const byNode = new Map<number, number[]>();
    for (const partition of places.keys()) {
      const leader = topic.partitions[partition]?.leader ?? -1;
      byNode.set(leader, [...(byNode.get(leader) ?? []), partition]);
    }
    return { topicId: topic.id, byNode };
  }

  async #fetch(
    node: number,
    topicId: string,
    partitions: readonly number[],
  ): Promise<readonly Fetched[]> {
    const { consumer, settings, places } = this.#parts;
    const asked: Places = new Map(partitions.map((one) => [one, places.get(one) ?? 0n]));
    const share = Math.floor(settings.fetchBytes / partitions.length);
    const partitionMaxBytes = Math.max(SMALLEST_SHARE_BYTES, share);
    const wanted = [...asked].map(([partition, fetchOffset]) => ({
      partition,
      fetchOffset,
      partitionMaxBytes,
      currentLeaderEpoch: NO_EPOCH,
      lastFetchedEpoch: NO_EPOCH,
    }));
    try {
      const response = await consumer.fetch({
        node,
        topics: [{ topicId, partitions: wanted }],
        maxBytes: settings.fetchBytes,
        minBytes: 1,
        maxWaitTime: LONG_POLL_MS,
      });
      return this.#read(response, asked);
    } catch (error) {
      if (!hasApiId(error, "OFFSET_OUT_OF_RANGE")) throw error;
      await this.#returnToRange(asked);
      return [];
    }
  }

  #read({ responses }: FetchResponse, asked: Places): readonly Fetched[] {
    const { places, ends } = this.#parts;
    return responses.flatMap(({ partitions }) =>
      partitions.flatMap(({ partitionIndex: partition, records }) => {
        const from = asked.get(partition);
        // the partition may have gone to another worker meanwhile, or come back at another place
        if (from === undefined || !records || places.get(partition) !== from) return [];
        return [{ partition, ...receivedRecords(records, from, ends?.get(partition)) }];
      }),
    );
  }

  /**
   * The record asked for is no longer there (kept too short), or not yet (the topic was made anew): go on at the
   * oldest, so that nothing is skipped that could be read.
   */
  async #returnToRange(asked: Places): Promise<void> {
    const { offsets, places, settings } = this.#parts;
    const [oldest, newest] = await Promise.all([offsets.oldest(), offsets.newest()]);
    for (const [partition, from] of asked) {
      const first = oldest.get(partition) ?? 0n;
      const isInRange = from >= first && from <= (newest.get(partition) ?? first);
      if (isInRange || places.get(partition) !== from) continue;
      places.set(partition, first);
      settings.onWarning(outOfRange(partition, from, first));
    }
  }
}

function outOfRange(partition: number, from: bigint, first: bigint): SolarmonError {
  const lost = first - from;
  const reason =
    lost > 0n
      ? `${lost} records of partition ${partition} were deleted before they were read: a consumer was away for longer than the topic keeps them`
      : `partition ${partition} ends before ${from}: the topic was made anew, and is read from its start`;
  return new SolarmonError("storage_corrupt", reason);
}
