import { Worker } from "node:worker_threads";
import { openSegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, numbered } from "./stream-help.ts";

const COUNT = 20_000;

test("a thread that follows gets every record once and in order while they are appended", async () => {
  const dir = await temporaryDirectory();
  await using log = await openSegmentLog({ dir, segmentBytes: 50_000 });
  const texts: string[] = [];
  const worker = new Worker(new URL("read-in-worker.ts", import.meta.url), {
    workerData: { dir, durableEnd: log.durableEnd },
  });
  worker.on("message", (batch: string[]) => texts.push(...batch));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const stop = log.onDurable((end) => worker.postMessage(end));
  for (let first = 0; first < COUNT; first += 200) await appendAll(log, numbered(200, first));
  await expect.poll(() => texts.length, { timeout: 30_000 }).toBe(COUNT);
  expect(texts).toEqual(Array.from({ length: COUNT }, (_, index) => String(index)));
  await expect.poll(() => log.backlog("worker")).toBe(0);
  stop();
  await worker.terminate();
});
