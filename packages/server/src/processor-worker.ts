import { parentPort, workerData } from "node:worker_threads";
import type { ProcessorSetup } from "./processor/messages.ts";
import { ProcessorThread } from "./processor/processor-thread.ts";

// The entry of the processor's thread: started by `ProcessorLink`, never imported.
const setup: ProcessorSetup = workerData;
if (!parentPort) throw new TypeError("this module is the entry of a worker thread");
new ProcessorThread(setup, parentPort).listen();
