import type { Admin } from "@platformatic/kafka";
import { toKafkaError } from "../kafka-error.ts";
import type { Places } from "./offsets.ts";

/** Where a group goes on, kept by the brokers. */
export class GroupOffsets {
  readonly #admin: Admin;
  readonly #topic: string;
  readonly groupId: string;

  constructor(admin: Admin, topic: string, groupId: string) {
    this.#admin = admin;
    this.#topic = topic;
    this.groupId = groupId;
  }

  /** For those partitions that were committed. */
  async read(): Promise<Places> {
    const [group] = await this.#admin.listConsumerGroupOffsets({ groups: [this.groupId] });
    const partitions = group?.topics.find(({ name }) => name === this.#topic)?.partitions ?? [];
    const committed = partitions.filter(({ committedOffset }) => committedOffset >= 0n);
    return new Map(
      committed.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]),
    );
  }

  /** Of a group that no worker is in. @throws `conflict` while one is */
  async commit(partition: number, next: bigint): Promise<void> {
    const topics = [{ name: this.#topic, partitionOffsets: [{ partition, offset: next }] }];
    try {
      await this.#admin.alterConsumerGroupOffsets({ groupId: this.groupId, topics });
    } catch (thrown) {
      const doing = `the checkpoint of ${this.groupId} was not set`;
      throw toKafkaError(thrown, `${doing} (while workers are in the group only they may)`);
    }
  }

  async delete(): Promise<void> {
    await this.#admin.deleteGroups({ groups: [this.groupId] });
  }
}
