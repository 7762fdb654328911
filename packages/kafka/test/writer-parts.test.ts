import type { StreamVerdict } from "@solarmon/core";
import { SolarmonError } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { batchRoom, partitionOf, recordBytes, unfit } from "../src/writer/admit.ts";
import { PendingAppend, type PendingRecord } from "../src/writer/pending-append.ts";
import { RecordQueue } from "../src/writer/record-queue.ts";

const ROOM = 100;

/** Records of the given sizes that wait as one append. */
function queueOf(sizes: readonly number[], expiresAt = 1_000) {
  const pending = { value: 0 };
  const queue = new RecordQueue(pending);
  const records = sizes.map(() => ({ key: "", value: new Uint8Array() }));
  const append = new PendingAppend(records, expiresAt);
  const [key, value] = [Buffer.alloc(0), Buffer.alloc(0)];
  for (const [index, bytes] of sizes.entries()) queue.add({ append, index, key, value, bytes });
  return { queue, append, pending };
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

test("batches stay within the room, in order, and none is empty", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 50 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 60, max: 200 }), (bytes, room) => {
      const { queue } = queueOf(bytes);
      const taken: number[] = [];
      while (!queue.isEmpty) {
        const batch = queue.take(room);
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.reduce((sum, one) => sum + one.bytes, 0)).toBeLessThanOrEqual(room);
        taken.push(...indexes(batch));
      }
      expect(taken).toEqual(bytes.map((_, index) => index));
    }),
  );
});

test("a record larger than the room goes alone: the brokers decide", () => {
  const { queue } = queueOf([40, 40]);
  expect(indexes(queue.take(10))).toEqual([0]);
});

test("bytes count until the verdict, and verdicts come in the order of the records", async () => {
  const { queue, append, pending } = queueOf([40, 40]);
  const [first, second] = queue.take(ROOM);
  if (!first || !second) throw new Error("both were there");
  expect(pending.value).toBe(80);
  queue.settle(second, verdict("2"));
  expect(pending.value).toBe(40);
  queue.settle(first, verdict("1"));
  await expect(append.settled).resolves.toEqual([verdict("1"), verdict("2")]);
});

test("what has waited too long is refused, the rest waits on", async () => {
  const { queue, append, pending } = queueOf([40, 40], 1_000);
  const error = new SolarmonError("unavailable", "away");
  queue.expire(999, error);
  expect(queue.isEmpty).toBe(false);
  queue.expire(1_000, error);
  await expect(append.settled).resolves.toEqual([
    { ok: false, error },
    { ok: false, error },
  ]);
  expect(pending.value).toBe(0);
});

test("an append that is called off leaves no record and no bytes", () => {
  const { queue, append, pending } = queueOf([40, 40]);
  expect(append.isTaken).toBe(false);
  queue.drop(append);
  expect(queue.isEmpty).toBe(true);
  expect(pending.value).toBe(0);
});

test("an append of which some is on its way knows it", () => {
  const { queue, append } = queueOf([40, 40]);
  queue.take(50);
  expect(append.isTaken).toBe(true);
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
