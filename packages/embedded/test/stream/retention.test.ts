import { readdir } from "node:fs/promises";
import { HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { openSegmentLog, openSegmentReader, type SegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { listSegments } from "../../src/stream/segment-files.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, appendEach, numbered, textsIn } from "./stream-help.ts";

const RETENTION_MS = 24 * HOUR_MS;

interface Opened {
  readonly dir: string;
  readonly clock: VirtualClock;
  readonly log: SegmentLog;
  readonly warnings: string[];
}

async function open(maxBytes?: number): Promise<Opened> {
  const dir = await temporaryDirectory();
  const clock = new VirtualClock();
  const warnings: string[] = [];
  const log = await openSegmentLog({
    dir,
    clock,
    segmentBytes: 200,
    retentionMs: RETENTION_MS,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    onWarning: ({ message }) => warnings.push(message),
  });
  return { dir, clock, log, warnings };
}

async function commitAll(log: SegmentLog, consumer: string): Promise<void> {
  for await (const batch of log.read(consumer, { follow: false }))
    await batch.commit(batch.records.at(-1)?.position ?? "");
}

/** A record an hour; returns the first one still kept. */
async function oldestAfterHours(opened: Opened, hours: number, first = 0): Promise<string> {
  for (const record of numbered(hours, first)) {
    await appendAll(opened.log, [record]);
    opened.clock.advance(HOUR_MS);
  }
  await opened.log[Symbol.asyncDispose](); // ends the sweep
  await using reader = await openSegmentReader({ dir: opened.dir });
  const [oldest = ""] = await textsIn(reader);
  return oldest;
}

test("records are kept for the retention time and go soon after", async () => {
  const opened = await open();
  const oldest = Number(await oldestAfterHours(opened, 60));
  expect(oldest).toBeLessThanOrEqual(60 - 24);
  expect(oldest).toBeGreaterThanOrEqual(60 - 24 - 4); // no more than a segment and an hour longer
  expect(opened.warnings).toEqual([]);
});

test("what a consumer has not read stays, however old", async () => {
  const opened = await open();
  await appendEach(opened.log, numbered(5));
  await commitAll(opened.log, "fast");
  await textsIn(opened.log, { start: { from: "checkpoint" } }, "slow"); // registers, commits nothing
  await expect(oldestAfterHours(opened, 60, 5)).resolves.toBe("0");
});

test("a segment that every consumer has read to its end goes, the next one stays", async () => {
  const opened = await open();
  await appendEach(opened.log, numbered(10));
  const [, second = 0] = await listSegments(opened.dir);
  for await (const batch of opened.log.read("slow", { follow: false, maxRecords: 100 }))
    await batch.commit(String(second - 1));
  await expect(oldestAfterHours(opened, 60, 10)).resolves.toBe(String(second - 1)); // texts begin at 0
});

test("a forgotten consumer holds nothing back", async () => {
  const opened = await open();
  await textsIn(opened.log, { start: { from: "checkpoint" } }, "slow");
  await opened.log.forget("slow");
  expect(Number(await oldestAfterHours(opened, 60))).toBeGreaterThan(30);
});

test("a replay registers no consumer", async () => {
  const opened = await open();
  await textsIn(opened.log, { start: { from: "oldest" } }, "replay");
  expect(Number(await oldestAfterHours(opened, 60))).toBeGreaterThan(30);
});

test("over the disk budget the oldest go, young and unread, and a warning names who lost them", async () => {
  const opened = await open(2_000);
  await textsIn(opened.log, { start: { from: "checkpoint" } }, "slow");
  await appendEach(opened.log, numbered(100));
  await opened.log[Symbol.asyncDispose]();
  await using reader = await openSegmentReader({ dir: opened.dir });
  const kept = await textsIn(reader);
  expect(kept.at(-1)).toBe("99");
  expect(kept.length).toBeLessThan(70);
  expect(kept.length).toBeGreaterThan(20);
  expect(opened.warnings[0]).toContain("slow");
});

test("a consumer whose records are gone goes on with the oldest kept one, with a warning", async () => {
  const opened = await open(1_000);
  const { dir, log } = opened;
  await appendEach(log, numbered(2));
  await commitAll(log, "slow");
  await appendEach(log, numbered(100, 2));
  await log[Symbol.asyncDispose]();
  const warnings: string[] = [];
  await using reader = await openSegmentReader({
    dir,
    onWarning: ({ message }) => warnings.push(message),
  });
  const texts = await textsIn(reader, { start: { from: "checkpoint" } }, "slow");
  expect(Number(texts[0])).toBeGreaterThan(2);
  expect(texts.at(-1)).toBe("101");
  expect(warnings).toHaveLength(1);
});

test("a reader in the middle of a segment that goes is not disturbed", async () => {
  const { clock, log } = await open();
  await appendEach(log, numbered(10));
  const batches = log.read("slow", { start: { from: "oldest" }, maxRecords: 1 });
  const iterator = batches[Symbol.asyncIterator]();
  await iterator.next();
  clock.advance(3 * RETENTION_MS);
  await appendEach(log, numbered(10, 10));
  const next: { done?: boolean } = await iterator.next();
  expect(next.done).toBe(false);
  await iterator.return?.();
  await log[Symbol.asyncDispose]();
});

test("the numbers go on when all records are gone", async () => {
  const opened = await open();
  const { clock, dir, log } = opened;
  await appendEach(log, numbered(10));
  clock.advance(3 * RETENTION_MS);
  const [before] = await log.append(numbered(1));
  await log[Symbol.asyncDispose]();
  expect((await readdir(dir)).filter((name) => name.endsWith(".log"))).toHaveLength(1);
  await using reopened = await openSegmentLog({ dir, clock });
  const [after] = await reopened.append(numbered(1));
  expect(before).toMatchObject({ ok: true, position: "11" });
  expect(after).toMatchObject({ ok: true, position: "12" });
});
