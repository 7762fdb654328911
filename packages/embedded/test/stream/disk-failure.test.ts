import { readdir } from "node:fs/promises";
import { openSegmentLog, openSegmentReader, type SegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { openSegmentLogOn } from "../../src/stream/open-segment-log.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { FailingDisk } from "./failing-disk.ts";
import { appendAll, appendEach, numbered, textsIn, verdictsOf } from "./stream-help.ts";

interface Opened {
  readonly dir: string;
  readonly disk: FailingDisk;
  readonly log: SegmentLog;
}

async function open(): Promise<Opened> {
  const dir = await temporaryDirectory();
  const disk = new FailingDisk();
  return { dir, disk, log: await openSegmentLogOn(disk, { dir }) };
}

/** What a process finds that opens the directory after this one was killed. */
async function textsAfterRestart({ dir, log }: Opened): Promise<string[]> {
  await log[Symbol.asyncDispose]();
  await using reopened = await openSegmentLog({ dir });
  return await textsIn(reopened); // before the log is closed
}

test.each([
  ["write", "ENOSPC", "storage_full"],
  ["write", "EDQUOT", "storage_full"],
  ["write", "EIO", "unavailable"],
  ["sync", "ENOSPC", "storage_full"],
  ["sync", "EIO", "unavailable"],
] as const)(
  "while %s fails with %s records are refused as %s; then it goes on by itself",
  async (call, code, verdict) => {
    const opened = await open();
    const { disk, log } = opened;
    await appendEach(log, numbered(3));
    disk.fail(call, code);
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(verdictsOf(log, numbered(2, 50))).resolves.toEqual([verdict, verdict]);
    await expect(textsIn(log)).resolves.toEqual(["0", "1", "2"]);
    disk.heal();
    await appendEach(log, numbered(3, 3));
    await expect(textsIn(log)).resolves.toEqual(["0", "1", "2", "3", "4", "5"]);
    await expect(textsAfterRestart(opened)).resolves.toEqual(["0", "1", "2", "3", "4", "5"]);
  },
);

test("nothing refused comes back even where the torn bytes cannot be cut", async () => {
  const opened = await open();
  const { disk, log } = opened;
  await appendEach(log, numbered(2));
  disk.fail("sync", "EIO"); // the bytes are all there …
  disk.fail("truncate", "EIO"); // … and stay there
  await verdictsOf(log, numbered(3, 50));
  disk.heal();
  await appendEach(log, numbered(2, 2));
  await expect(textsIn(log)).resolves.toEqual(["0", "1", "2", "3"]);
  await expect(textsAfterRestart(opened)).resolves.toEqual(["0", "1", "2", "3"]);
});

test("a segment whose fsync failed is never written to again", async () => {
  const opened = await open();
  const { dir, disk, log } = opened;
  await appendEach(log, numbered(2));
  disk.fail("sync", "EIO");
  await verdictsOf(log, numbered(1, 50));
  disk.heal();
  await appendEach(log, numbered(1, 2));
  const segments = (await readdir(dir)).filter((name) => name.endsWith(".log"));
  expect(segments.toSorted()).toEqual(["0000000000000001.log", "0000000000000003.log"]);
  await log[Symbol.asyncDispose]();
});

test("a segment that could not be cut is never written to again", async () => {
  const opened = await open();
  const { dir, disk, log } = opened;
  await appendEach(log, numbered(2));
  disk.fail("write", "ENOSPC");
  disk.fail("truncate", "EIO");
  await verdictsOf(log, numbered(8, 50));
  disk.heal();
  await appendEach(log, numbered(1, 2));
  const segments = (await readdir(dir)).filter((name) => name.endsWith(".log"));
  expect(segments).toHaveLength(2);
  await expect(textsAfterRestart(opened)).resolves.toEqual(["0", "1", "2"]);
});

test("when no next segment can be made, records are refused until one can", async () => {
  const { disk, log } = await open();
  await appendEach(log, numbered(1));
  disk.fail("sync", "EIO");
  await verdictsOf(log, numbered(1, 50));
  disk.heal();
  disk.fail("open", "ENOSPC");
  await expect(verdictsOf(log, numbered(1, 50))).resolves.toEqual(["storage_full"]);
  disk.heal();
  await appendEach(log, numbered(1, 1));
  await expect(textsIn(log)).resolves.toEqual(["0", "1"]);
  await log[Symbol.asyncDispose]();
});

test("records are acknowledged after the fsync, and shown to no reader before it", async () => {
  const { dir, disk, log } = await open();
  await using reader = await openSegmentReader({ dir, durableEnd: log.durableEnd });
  log.onDurable((end) => void reader.wake(end));
  const release = disk.holdSyncs();
  let isAcknowledged = false;
  const writesBefore = disk.calls.write;
  const appending = appendAll(log, numbered(1)).then(() => (isAcknowledged = true));
  await expect.poll(() => disk.calls.write).toBeGreaterThan(writesBefore);
  await expect(textsIn(log)).resolves.toEqual([]);
  await expect(textsIn(reader)).resolves.toEqual([]);
  expect(isAcknowledged).toBe(false);
  release();
  await appending;
  await expect(textsIn(log)).resolves.toEqual(["0"]);
  await expect(textsIn(reader)).resolves.toEqual(["0"]);
  await log[Symbol.asyncDispose]();
});

test("a thousand appends at once share few fsyncs", async () => {
  const { disk, log } = await open();
  const before = disk.calls.sync;
  await Promise.all(numbered(1_000).map((record) => appendAll(log, [record])));
  expect(disk.calls.sync - before).toBeLessThanOrEqual(2);
  expect(disk.calls.sync - before).toBeGreaterThan(0);
  await log[Symbol.asyncDispose]();
});

test("what a killed process may have left unsynced is synced before anyone sees it", async () => {
  const { dir, log } = await open();
  await appendEach(log, numbered(2));
  await log[Symbol.asyncDispose]();
  const disk = new FailingDisk();
  disk.fail("sync", "EIO");
  await expect(openSegmentLogOn(disk, { dir })).rejects.toMatchObject({ code: "unavailable" });
  disk.heal();
  await using reopened = await openSegmentLogOn(disk, { dir });
  await expect(textsIn(reopened)).resolves.toEqual(["0", "1"]);
});

test("a log that cannot be opened leaves no file open, and opens once the disk is well", async () => {
  const { dir, disk, log } = await open();
  await appendEach(log, numbered(2));
  await log[Symbol.asyncDispose]();
  disk.fail("sync", "EIO");
  await expect(openSegmentLogOn(disk, { dir })).rejects.toMatchObject({ code: "unavailable" });
  expect(disk.openFiles).toBe(0);
  disk.heal();
  await using reopened = await openSegmentLogOn(disk, { dir });
  await expect(textsIn(reopened)).resolves.toEqual(["0", "1"]);
});
