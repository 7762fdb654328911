import { copyFile, mkdir, truncate, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Instant } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { openSegmentLog, openSegmentReader, segmentsUntil } from "@solarmon/embedded";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, numbered, textRecord, textsIn } from "./stream-help.ts";

/** A log of many segments, one record each millisecond. */
async function filledLog(count: number): Promise<{ dir: string; start: Instant }> {
  const dir = await temporaryDirectory();
  const clock = new VirtualClock();
  const start = clock.now();
  await using log = await openSegmentLog({ dir, clock, segmentBytes: 500 });
  for (const record of numbered(count)) {
    await appendAll(log, [record]);
    clock.advance(1);
  }
  return { dir, start };
}

async function copyUntil(dir: string, until: Instant): Promise<string> {
  const copy = join(await temporaryDirectory(), "copy");
  await mkdir(copy);
  for (const { path, bytes } of await segmentsUntil(dir, until)) {
    await copyFile(path, join(copy, basename(path)));
    await truncate(join(copy, basename(path)), bytes);
  }
  return copy;
}

test("a copy up to an instant is a log that ends with the last record of that instant, and goes on", async () => {
  const { dir, start } = await filledLog(60);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -2, max: 62 }), async (afterMs) => {
      const copy = await copyUntil(dir, start + afterMs);
      const kept = Math.min(60, Math.max(0, afterMs + 1));
      await using log = await openSegmentLog({ dir: copy, clock: new VirtualClock() });
      await appendAll(log, [textRecord("next")]);
      const texts = await textsIn(log);
      expect(texts).toEqual([...numbered(kept).map((_, index) => String(index)), "next"]);
    }),
    { numRuns: 30 },
  );
});

test("a torn tail is left out", async () => {
  const { dir, start } = await filledLog(10);
  const last = (await segmentsUntil(dir, start + 100)).at(-1);
  if (!last) throw new Error("the log has no segments");
  await writeFile(last.path, "half a record", { flag: "a" });
  await using reader = await openSegmentReader({ dir: await copyUntil(dir, start + 100) });
  expect(await textsIn(reader)).toHaveLength(10);
  expect((await segmentsUntil(dir, start + 100)).at(-1)?.bytes).toBe(last.bytes);
});
