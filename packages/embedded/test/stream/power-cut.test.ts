import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { openSegmentLog, type SegmentLog } from "@solarmon/embedded";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openSegmentLogOn } from "../../src/stream/open-segment-log.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { PowerCutDisk } from "./power-cut-disk.ts";
import { appendAll, numbered, textRecord, textsIn } from "./stream-help.ts";

const CALLERS = 3;
/** Writes and syncs that make a new log with its first segment. */
const CALLS_TO_OPEN = 3;

/** Each caller appends until the power goes; returns the texts that were acknowledged, by caller. */
async function appendUntilCut(log: SegmentLog, sizes: readonly number[]): Promise<string[][]> {
  const acknowledged = Array.from({ length: CALLERS }, (): string[] => []);
  await Promise.all(
    acknowledged.map(async (texts, caller) => {
      for (let call = 0; ; call++) {
        const text = `${caller}-${call} ${"x".repeat(sizes[call % sizes.length] ?? 0)}`;
        const [verdict] = await log.append([textRecord(text, `caller ${caller}`)]);
        if (verdict?.ok !== true) return;
        texts.push(text);
      }
    }),
  );
  return acknowledged;
}

test("after a power cut at any moment, what was acknowledged is there, once and in order", async () => {
  const dir = await temporaryDirectory();
  const acknowledgedCounts: number[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: CALLS_TO_OPEN, max: 60 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (sizes, calls, numbers) => {
        const place = join(dir, String(acknowledgedCounts.length));
        const disk = new PowerCutDisk(calls);
        const log = await openSegmentLogOn(disk, { dir: place, segmentBytes: 1_000 });
        const acknowledged = await appendUntilCut(log, sizes);
        await log[Symbol.asyncDispose]();
        await removeIndexes(place); // of a clean end
        await disk.loseUnsynced(() => numbers.next().value);
        await expectAllThere(place, acknowledged);
        acknowledgedCounts.push(acknowledged.flat().length);
      },
    ),
    { numRuns: 80 },
  );
  expect(Math.max(...acknowledgedCounts)).toBeGreaterThan(20);
});

async function removeIndexes(dir: string): Promise<void> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(".index"));
  await Promise.all(names.map((name) => rm(join(dir, name))));
}

async function expectAllThere(dir: string, acknowledged: readonly string[][]): Promise<void> {
  await using log = await openSegmentLog({ dir });
  const found = await textsIn(log);
  expect(new Set(found).size).toBe(found.length);
  for (const [caller, texts] of acknowledged.entries()) {
    const ofCaller = found.filter((text) => text.startsWith(`${caller}-`));
    expect(ofCaller.slice(0, texts.length)).toEqual(texts);
  }
  await appendAll(log, numbered(2));
  await expect(textsIn(log)).resolves.toEqual([...found, "0", "1"]);
}
