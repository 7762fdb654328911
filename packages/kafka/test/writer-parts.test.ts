import type { StreamVerdict } from "@solarmon/core";
import { SolarmonError } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { batchRoom, partitionOf, recordBytes, unfit } from "../src/writer/admit.ts";
import { PendingAppend, type PendingRecord } from "../src/writer/pending-append.ts";
import { RecordQueue } from "../src/writer/record-queue.ts";

const ROOM = 100;

/** Records of the given partitions, of 40 bytes each, that wait as one append. */
function queueOf(partitions: readonly number[], expiresAt = 1_000) {
  const queue = new RecordQueue();
  const records = partitions.map(() => ({ key: "", value: new Uint8Array() }));
  const append = new PendingAppend(records, expiresAt);
  const [key, value] = [Buffer.alloc(0), Buffer.alloc(0)];
  for (const [index, partition] of partitions.entries())
    queue.add({ append, index, key, value, partition, bytes: 40 });
  return { queue, append };
}

function indexes(records: readonly PendingRecord[]): number[] {
  return records.map(({ index }) => index);
}

function verdict(position: string): StreamVerdict {
  return { ok: true, shard: "0", position };
}

// Values of Kafka's own tests of murmur2.
test.each([
  ["21", -973_932_308],
  ["foobar", -790_332_482],
  ["a-little-bit-long-string", -985_981_536],
  ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971],
])("the key %j goes where Java's producers send it", (key, hash) => {
  for (const partitions of [1, 3, 12])
    expect(partitionOf(Buffer.from(key), partitions)).toBe((hash & 0x7fff_ffff) % partitions);
});

test("groups leave each partition's batch within its room, and records of a partition in order", () => {
  const sequence = fc.array(fc.nat(3), { maxLength: 50 });
  fc.assert(
    fc.property(sequence, fc.integer({ min: 40, max: 400 }), (partitions, room) => {
      const { queue } = queueOf(partitions);
      const taken: number[] = [];
      while (!queue.isEmpty) {
        const group = queue.take(room);
        for (const partition of new Set(partitions))
          expect(
            group.filter((one) => one.partition === partition).length * 40,
          ).toBeLessThanOrEqual(room);
        taken.push(...indexes(group));
      }
      expect(taken).toEqual(partitions.map((_, index) => index));
    }),
  );
});

test("a record larger than the room goes alone: the brokers decide", () => {
  const { queue } = queueOf([0, 0]);
  expect(indexes(queue.take(10))).toEqual([0]);
});

test("bytes count until the verdict, and verdicts come in the order of the records", async () => {
  const { queue, append } = queueOf([0, 1]);
  const [first, second] = queue.take(ROOM);
  if (!first || !second) throw new Error("both were there");
  expect(queue.pendingBytes).toBe(80);
  queue.settle(second, verdict("2"));
  expect(queue.pendingBytes).toBe(40);
  queue.settle(first, verdict("1"));
  await expect(append.settled).resolves.toEqual([verdict("1"), verdict("2")]);
});

test("what has waited too long is refused, the rest waits on", async () => {
  const { queue, append } = queueOf([0, 0], 1_000);
  const error = new SolarmonError("unavailable", "away");
  queue.expire(999, error);
  expect(queue.isEmpty).toBe(false);
  queue.expire(1_000, error);
  await expect(append.settled).resolves.toEqual([
    { ok: false, error },
    { ok: false, error },
  ]);
  expect(queue.pendingBytes).toBe(0);
});

test("an append can be called off until a group has taken some of it", async () => {
  const off = queueOf([0]);
  off.queue.withdraw(off.append);
  await expect(off.append.settled).rejects.toMatchObject({ code: "cancelled" });
  expect(off.queue.pendingBytes).toBe(0);
  const taken = queueOf([0, 0]);
  taken.queue.take(50);
  taken.queue.withdraw(taken.append);
  expect(taken.queue.isEmpty).toBe(false);
});

test("a record is unfit for its key or its size, whatever else waits", () => {
  const room = batchRoom(1_000);
  const value = new Uint8Array(room - recordBytes(Buffer.alloc(0), new Uint8Array()));
  expect(unfit({ key: "", value }, room)).toBeUndefined();
  expect(unfit({ key: "", value: new Uint8Array(room) }, room)).toMatchObject({
    code: "too_large",
  });
  expect(unfit({ key: "k".repeat(257), value: new Uint8Array() }, room)).toMatchObject({
    code: "invalid_argument",
  });
});
