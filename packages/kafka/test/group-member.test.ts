import { EventEmitter } from "node:events";
import type { Consumer } from "@platformatic/kafka";
import { expect, test } from "vitest";
import { settingsOf } from "../src/kafka-options.ts";
import type { GroupOffsets } from "../src/reader/group-offsets.ts";
import { GroupMember } from "../src/reader/group-member.ts";
import type { Offsets } from "../src/reader/offsets.ts";

const TOPIC = "t";
const BEGIN = new Map([
  [0, 10n],
  [1, 10n],
]);

type CommitRequest = Parameters<Consumer["commit"]>[0];

/** A client whose group is shared out as the test says. */
class FakeClient extends EventEmitter {
  readonly topics = { track: (): void => undefined };
  /** What each attempt to commit asked for. */
  readonly asked: (readonly number[])[] = [];
  /** Happens between a first attempt that is turned away and the next. */
  whileCommitting: () => void = () => undefined;

  shareOut(...partitions: number[]): void {
    this.emit("consumer:group:join", { assignments: [{ topic: TOPIC, partitions }] });
  }

  async joinGroup(): Promise<void> {
    this.shareOut(0, 1);
  }

  async commit(request: CommitRequest): Promise<void> {
    this.#attempt(request);
    this.whileCommitting();
    this.#attempt(request);
  }

  isActive(): boolean {
    return true;
  }

  #attempt({ offsets }: CommitRequest): void {
    this.asked.push(offsets.map(({ partition }) => partition));
  }
}

async function joined(): Promise<{ client: FakeClient; member: GroupMember; warnings: string[] }> {
  const client = new FakeClient();
  const warnings: string[] = [];
  const settings = settingsOf({
    brokers: [],
    topic: TOPIC,
    onWarning: ({ code }) => warnings.push(code),
  });
  const places = { read: async () => BEGIN, oldest: async () => BEGIN };
  // oxlint-disable typescript/no-unsafe-type-assertion -- the parts that are used are there
  const member = new GroupMember({
    consumer: client as unknown as Consumer,
    settings,
    committed: places as unknown as GroupOffsets,
    offsets: places as unknown as Offsets,
  });
  // oxlint-enable typescript/no-unsafe-type-assertion
  await member.settle();
  member.takeFresh();
  return { client, member, warnings };
}

test("a commit that had to wait for the group to be shared out anew does not touch what another has by then", async () => {
  const { client, member, warnings } = await joined();
  client.whileCommitting = () => client.shareOut(1);
  await member.commit(0, 20n);
  expect(client.asked).toEqual([[0], []]);
  expect(warnings).toEqual(["conflict"]);
  await member.commit(1, 20n);
  expect(client.asked.slice(2)).toEqual([[1], [1]]);
});

test("nor what went and came back: it begins at the other's last commit", async () => {
  const { client, member, warnings } = await joined();
  client.whileCommitting = () => {
    client.shareOut(1);
    client.shareOut(0, 1);
  };
  await member.commit(0, 20n);
  expect(client.asked).toEqual([[0], []]);
  expect(warnings).toEqual(["conflict"]);
});

test("going back is no further than was asked, nor than was committed, and the partition begins anew", async () => {
  const { member } = await joined();
  await member.commit(0, 20n);
  member.places.set(0, 25n);
  const changes = member.changes;
  member.goBack(0, 30n);
  expect(member.places.get(0)).toBe(20n);
  member.goBack(0, 5n);
  expect(member.places.get(0)).toBe(5n);
  expect(member.takeFresh()).toEqual([0]);
  expect(member.changes).toBeGreaterThan(changes);
  member.goBack(7, 5n); // not ours
  expect(member.places.has(7)).toBe(false);
});
