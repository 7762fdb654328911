import { openSegmentLog, openSegmentReader } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, appendEach, numbered, textRecord, textsIn } from "./stream-help.ts";

test("a directory without a log reads as an empty one, and follows what comes later", async () => {
  const dir = await temporaryDirectory();
  await using reader = await openSegmentReader({ dir });
  await expect(textsIn(reader)).resolves.toEqual([]);
  const iterator = reader.read("early")[Symbol.asyncIterator]();
  const first = iterator.next();
  await using log = await openSegmentLog({ dir });
  await appendAll(log, [textRecord("first")]);
  await reader.wake(log.durableEnd);
  const { value } = await first;
  expect(value.records).toHaveLength(1);
  await iterator.return?.();
});

test("a reader goes no further than it was told", async () => {
  const dir = await temporaryDirectory();
  await using log = await openSegmentLog({ dir, segmentBytes: 100 });
  await appendEach(log, numbered(3));
  const told = log.durableEnd;
  await appendEach(log, numbered(3, 3));
  await using reader = await openSegmentReader({ dir, durableEnd: told });
  await expect(textsIn(reader)).resolves.toEqual(["0", "1", "2"]);
  await reader.wake(log.durableEnd);
  await expect(textsIn(reader)).resolves.toEqual(["0", "1", "2", "3", "4", "5"]);
  await reader.wake(told); // an older word changes nothing
  await expect(textsIn(reader)).resolves.toHaveLength(6);
});

test("woken without a word, it finds the end on disk", async () => {
  const dir = await temporaryDirectory();
  await using log = await openSegmentLog({ dir, segmentBytes: 100 });
  await using reader = await openSegmentReader({ dir });
  await appendEach(log, numbered(7));
  await expect(textsIn(reader)).resolves.toEqual([]);
  await reader.wake();
  await expect(textsIn(reader)).resolves.toHaveLength(7);
});

test("batches are full while there is more, over the borders of segments", async () => {
  const dir = await temporaryDirectory();
  await using log = await openSegmentLog({ dir, segmentBytes: 100 });
  await appendEach(log, numbered(25));
  const sizes: number[] = [];
  for await (const { records } of log.read("test", { follow: false, maxRecords: 10 }))
    sizes.push(records.length);
  expect(sizes).toEqual([10, 10, 5]);
});

test("a read that does not follow ends, though records are appended all the while", async () => {
  await using log = await openSegmentLog({ dir: await temporaryDirectory(), segmentBytes: 100 });
  await appendEach(log, numbered(5));
  let read = 0;
  for await (const { records } of log.read("test", { follow: false, maxRecords: 1 })) {
    read += records.length;
    if (read > 20) break;
    await appendAll(log, [textRecord("more")]);
  }
  expect(read).toBe(5);
});

test("closing the log ends its readers", async () => {
  const log = await openSegmentLog({ dir: await temporaryDirectory() });
  const next = log.read("waiting")[Symbol.asyncIterator]().next();
  await log[Symbol.asyncDispose]();
  await expect(next).resolves.toMatchObject({ done: true });
});

test("two readers of one consumer's name share its checkpoint", async () => {
  const dir = await temporaryDirectory();
  await using log = await openSegmentLog({ dir });
  await appendEach(log, numbered(4));
  await using reader = await openSegmentReader({ dir, durableEnd: log.durableEnd });
  for await (const batch of reader.read("processor", { follow: false, maxRecords: 2 })) {
    await batch.commit("2");
    break;
  }
  await expect(textsIn(log, {}, "processor")).resolves.toEqual(["2", "3"]);
  await expect(log.backlog("processor")).resolves.toBe(2);
  await expect(log.backlog("unknown")).resolves.toBe(4);
});
