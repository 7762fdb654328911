import { parentPort } from "node:worker_threads";
import { newId } from "@solarmon/core";

// A processor thread that has news twice, the second time once the first were taken.
const reading = { deviceId: newId(), measuredAt: 1, receivedAt: 1, packed: new Uint8Array(0) };
const news = { type: "news", tenants: [{ tenantId: newId(), latest: [reading], updates: [] }] };
let letters = 0;

function tell(): void {
  if (letters++ < 2) parentPort?.postMessage(news, []);
}

parentPort?.on("message", ({ type, number }: { type: string; number: number }) => {
  if (type === "call")
    parentPort?.postMessage({ type: "answer", number, answer: { kind: "done" } }, []);
  if (type === "call" || type === "newsTaken") tell();
});
