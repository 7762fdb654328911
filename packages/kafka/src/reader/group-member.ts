import type { Consumer } from "@platformatic/kafka";
import { SolarmonError } from "@solarmon/core";
import { toKafkaError } from "../kafka-error.ts";
import type { KafkaSettings } from "../kafka-options.ts";
import type { GroupOffsets } from "./group-offsets.ts";
import type { Offsets, Places } from "./offsets.ts";

export interface GroupMemberParts {
  /** Its own client: heartbeats must not wait behind a long poll. */
  readonly consumer: Consumer;
  readonly settings: KafkaSettings;
  readonly committed: GroupOffsets;
  readonly offsets: Offsets;
}

/** One worker of a consumer: the brokers give each its part of the partitions, and take them when it is gone. */
export class GroupMember {
  readonly #parts: GroupMemberParts;
  /** With a number that tells one time of having it from another. */
  #assigned: ReadonlyMap<number, number> = new Map();
  #tenures = 0;
  #isIn = false;
  #changes = 0;
  /** Of the partitions that are ours: where to go on. One that is taken away vanishes at once. */
  readonly places: Places = new Map();
  #fresh = new Set<number>();
  /** Of those: where the next worker would begin. */
  readonly #committed: Places = new Map();

  constructor(parts: GroupMemberParts) {
    this.#parts = parts;
    const { consumer, settings } = parts;
    consumer.topics.track(settings.topic);
    consumer.on("consumer:group:join", ({ assignments }) => {
      const own = assignments?.find(({ topic }) => topic === settings.topic)?.partitions ?? [];
      this.#take(own);
    });
    // a failed attempt to join again: nobody else tries
    consumer.on("error", () => {
      this.#isIn = false;
    });
  }

  /** Grows when a partition comes or goes, also when it comes back at once. */
  get changes(): number {
    return this.#changes;
  }

  /** Joins where we are not in, and finds the place of what is ours since the last call. */
  async settle(): Promise<void> {
    if (!this.#isIn) await this.#join();
    const fresh = [...this.#assigned.keys()].filter((partition) => !this.places.has(partition));
    if (fresh.length === 0) return;
    const [committed, oldest] = await Promise.all([
      this.#parts.committed.read(),
      this.#parts.offsets.oldest(),
    ]);
    for (const partition of fresh) {
      const place = committed.get(partition) ?? oldest.get(partition) ?? 0n;
      if (!this.#assigned.has(partition)) continue;
      this.places.set(partition, place);
      this.#committed.set(partition, place);
      this.#fresh.add(partition);
    }
  }

  /** Partitions of ours that were given a place since the last call: they begin at the last commit, or before it. */
  takeFresh(): readonly number[] {
    const fresh = [...this.#fresh].filter((partition) => this.places.has(partition));
    this.#fresh = new Set();
    return fresh;
  }

  /** Goes on from there, and not after the last commit: what was done since begins anew, as with a new partition. */
  goBack(partition: number, from: bigint): void {
    const committed = this.#committed.get(partition);
    if (committed === undefined || !this.places.has(partition)) return;
    this.places.set(partition, from < committed ? from : committed);
    this.#fresh.add(partition);
    this.#changes += 1;
  }

  /** A partition that went to another worker is committed by that one. */
  async commit(partition: number, next: bigint): Promise<void> {
    const { consumer, settings } = this.#parts;
    const tenure = this.#assigned.get(partition);
    const isOurs = (): boolean => tenure !== undefined && this.#assigned.get(partition) === tenure;
    const whole = [{ topic: settings.topic, partition, offset: next, leaderEpoch: -1 }];
    const request = {
      // the client joins again where it must, and then reads this anew: by then it may be another worker's
      get offsets() {
        return isOurs() ? whole : [];
      },
    };
    try {
      if (isOurs()) await consumer.commit(request);
      if (isOurs()) this.#committed.set(partition, next);
      else settings.onWarning(lostPartition(partition));
    } catch (error) {
      // to commit the client may have joined again; when that failed nobody else tries
      if (!consumer.isActive()) this.#isIn = false;
      throw toKafkaError(error, `the place in partition ${partition} could not be committed`);
    }
  }

  async #join(): Promise<void> {
    await this.#parts.consumer.joinGroup({});
    this.#isIn = true;
  }

  #take(partitions: readonly number[]): void {
    const isSame =
      partitions.length === this.#assigned.size &&
      partitions.every((partition) => this.#assigned.has(partition));
    if (!isSame) this.#changes += 1;
    this.#assigned = new Map(
      partitions.map((partition) => [partition, this.#assigned.get(partition) ?? ++this.#tenures]),
    );
    for (const partition of this.places.keys())
      if (!this.#assigned.has(partition)) this.places.delete(partition);
  }
}

function lostPartition(partition: number): SolarmonError {
  return new SolarmonError(
    "conflict",
    `partition ${partition} has gone to another worker, which does its last records again`,
  );
}
