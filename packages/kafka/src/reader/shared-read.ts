import type { Consumer } from "@platformatic/kafka";
import { type ReadOptions, SolarmonError, type StreamBatch } from "@solarmon/core";
import type { KafkaSettings } from "../kafka-options.ts";
import { FollowedMarks } from "../rewind/followed-marks.ts";
import { batchesOf, type Commit } from "./batches.ts";
import { GroupMember } from "./group-member.ts";
import type { GroupOffsets } from "./group-offsets.ts";
import { Offsets } from "./offsets.ts";
import { Outstanding } from "./outstanding.ts";
import { type Fetched, PartitionFetcher } from "./partition-fetcher.ts";
import type { Patience } from "./patience.ts";

export interface SharedReadParts {
  /** Fetches. */
  readonly consumer: Consumer;
  /** Is in the group. */
  readonly memberConsumer: Consumer;
  readonly settings: KafkaSettings;
  readonly committed: GroupOffsets;
  readonly patience: Patience;
  readonly options: ReadOptions;
}

/** Reads a part of the partitions, as the brokers share them out among the workers of a consumer. */
export class SharedRead {
  readonly #parts: SharedReadParts;
  readonly #member: GroupMember;
  readonly #fetcher: PartitionFetcher;
  readonly #marks: FollowedMarks;
  readonly #outstanding = new Outstanding();
  #toldChanges = -1;
  #hasLeft = false;

  constructor(parts: SharedReadParts) {
    this.#parts = parts;
    const { consumer, memberConsumer, settings, committed } = parts;
    const offsets = new Offsets(consumer, settings.topic);
    this.#member = new GroupMember({ consumer: memberConsumer, settings, committed, offsets });
    const { places } = this.#member;
    this.#fetcher = new PartitionFetcher({ consumer, settings, offsets, places });
    this.#marks = new FollowedMarks(committed.groupId);
  }

  async *batches(): AsyncGenerator<StreamBatch> {
    const { patience, options, settings } = this.#parts;
    const doing = `${settings.topic} cannot be read`;
    const { places } = this.#member;
    try {
      for (;;) {
        await patience.until(doing, () => this.#member.settle());
        await this.#tellShards();
        const fetched = this.#goBack(await patience.until(doing, () => this.#fetcher.next()));
        for (const one of fetched) this.#outstanding.note(one, places);
        await this.#outstanding.settle(this.#commitTo);
        yield* batchesOf(fetched, places, this.#commit, options.maxRecords);
      }
    } finally {
      this.#hasLeft = true;
    }
  }

  async #tellShards(): Promise<void> {
    const { changes, places } = this.#member;
    if (this.#toldChanges === changes) return;
    this.#toldChanges = changes;
    const fresh = this.#member.takeFresh();
    for (const partition of fresh) this.#outstanding.drop(partition);
    await this.#parts.options.onShards?.([...places.keys()].map(String), fresh.map(String));
  }

  /** What was fetched, without the partitions that go back: all of theirs comes again. */
  #goBack(fetched: readonly Fetched[]): readonly Fetched[] {
    return fetched.filter((one) => {
      const mark = this.#marks.next(one);
      if (mark) this.#member.goBack(one.partition, mark.from);
      return !mark;
    });
  }

  readonly #commit: Commit = async (partition, place) => {
    const next = this.#outstanding.reach(partition, place);
    await this.#commitTo(partition, next);
    this.#outstanding.committed(partition, place, next);
  };

  readonly #commitTo: Commit = (partition, next) =>
    this.#hasLeft ? this.#commitLate(partition, next) : this.#member.commit(partition, next);

  /** What a worker did before it left. Where others are left they have its partitions, and do its last records again. */
  async #commitLate(partition: number, next: bigint): Promise<void> {
    const { committed, settings } = this.#parts;
    try {
      await committed.commit(partition, next);
    } catch (error) {
      if (!SolarmonError.is(error) || error.code !== "conflict") throw error;
      settings.onWarning(error);
    }
  }
}
