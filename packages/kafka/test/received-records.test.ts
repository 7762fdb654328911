import type { RecordsBatch } from "@platformatic/kafka";
import { expect, test } from "vitest";
import { receivedRecords } from "../src/reader/received-records.ts";
import { markHeaders } from "../src/rewind/rewind-mark.ts";

const APPEND_TIME = 0x08;
const CONTROL = 0x20;

/** A batch of records `first`, `first + 1`, … whose value is their offset. */
function batch(first: number, count: number, rest: Partial<RecordsBatch> = {}): RecordsBatch {
  return {
    firstOffset: BigInt(first),
    length: 0,
    partitionLeaderEpoch: 0,
    magic: 2,
    crc: 0,
    attributes: 0,
    lastOffsetDelta: count - 1,
    firstTimestamp: 1_000n,
    maxTimestamp: 1_500n,
    producerId: 1n,
    producerEpoch: 0,
    firstSequence: 0,
    records: Array.from({ length: count }, (_, delta) => ({
      length: 0,
      attributes: 0,
      timestampDelta: BigInt(delta),
      offsetDelta: delta,
      key: Buffer.from("plant"),
      value: Buffer.from(`${first + delta}`),
      headers: [],
    })),
    ...rest,
  };
}

test("records before the place that was asked for are left out: brokers send whole batches", () => {
  const { records, next } = receivedRecords([batch(10, 5), batch(15, 2)], 13n, undefined);
  expect(records.map(({ position }) => position)).toEqual(["13", "14", "15", "16"]);
  expect(next).toBe(17n);
});

test("records from the end on are left out, and the place moves beyond it", () => {
  const { records, next } = receivedRecords([batch(10, 5)], 10n, 12n);
  expect(records.map(({ position }) => position)).toEqual(["10", "11"]);
  expect(next).toBe(15n);
});

test("markers of transactions are no records, and are stepped over", () => {
  const marker = batch(12, 1, { attributes: CONTROL });
  const { records, next } = receivedRecords([batch(10, 2), marker], 10n, undefined);
  expect(records.map(({ position }) => position)).toEqual(["10", "11"]);
  expect(next).toBe(13n);
});

test("records that were compacted away are stepped over", () => {
  expect(receivedRecords([batch(10, 2, { lastOffsetDelta: 8 })], 10n, undefined).next).toBe(19n);
});

function timesOf(attributes: number): number[] {
  const { records } = receivedRecords([batch(0, 2, { attributes })], 0n, undefined);
  return records.map(({ appendedAt }) => appendedAt);
}

test("the time is the broker's where the batch says so, else the writer's", () => {
  expect(timesOf(0)).toEqual([1_000, 1_001]);
  expect(timesOf(APPEND_TIME)).toEqual([1_500, 1_500]);
});

test("nothing received moves nothing", () => {
  expect(receivedRecords([], 7n, undefined)).toEqual({ records: [], next: 7n, marks: [] });
});

test("a request to go back is no record, and says where it stands", () => {
  const mark = { id: "one", group: "workers", from: 3n };
  const marked = batch(10, 3);
  marked.records[1]!.headers = [...markHeaders(mark)];
  const { records, marks, next } = receivedRecords([marked], 10n, undefined);
  expect(records.map(({ position }) => position)).toEqual(["10", "12"]);
  expect(marks).toEqual([{ ...mark, at: 11n }]);
  expect(next).toBe(13n);
});
