// Run by worker.integration.test.ts: follows the log and posts the texts it reads.
import { parentPort, workerData } from "node:worker_threads";
import { type DurableEnd, openSegmentReader } from "@solarmon/embedded";

const { dir, durableEnd }: { dir: string; durableEnd: DurableEnd } = workerData;
const reader = await openSegmentReader({ dir, durableEnd });
parentPort?.on("message", (end: DurableEnd) => void reader.wake(end));
for await (const batch of reader.read("worker")) {
  await batch.commit(batch.records.at(-1)?.position ?? "");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(batch.records.map(({ value }) => new TextDecoder().decode(value)));
}
