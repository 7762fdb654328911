import { existsSync, writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

// A processor thread that dies at its first settle, and does well once it was started again.
const setup: { readonly dataDir: string } = workerData;
const hasDied = `${setup.dataDir}/died`;

parentPort?.on("message", (message: { type: string; number: number; call: { kind: string } }) => {
  if (message.type !== "call") return;
  if (message.call.kind === "settle" && !existsSync(hasDied)) {
    writeFileSync(hasDied, "");
    throw new Error("out of luck");
  }
  parentPort?.postMessage({ type: "answer", number: message.number, answer: { kind: "done" } }, []);
});
