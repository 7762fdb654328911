import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 30_000;
/** Unused heap that is worth a collection. */
const WORTH_BYTES = 16 * 1024 * 1024;
/** A larger heap would stop the thread for too long. */
const MAX_HEAP_BYTES = 256 * 1024 * 1024;
const IDLE_UTILISATION = 0.2;

/**
 * V8 keeps the heap that starting or a burst needed, 20–100 MB a thread, for as long as nothing else asks for memory.
 * Gives it back whenever this thread is idle.
 */
export function giveMemoryBack(): Disposable {
  let before = performance.eventLoopUtilization();
  const check = (): void => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    const { heapTotal, heapUsed } = process.memoryUsage();
    const isWorth = heapTotal - heapUsed > WORTH_BYTES && heapUsed < MAX_HEAP_BYTES;
    if (isWorth && utilization < IDLE_UTILISATION) collect();
  };
  const first = setTimeout(collect, FIRST_AFTER_MS).unref();
  const timer = setInterval(check, EVERY_MS).unref();
  return {
    [Symbol.dispose]: () => {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}

function collect(): void {
  setFlagsFromString("--expose-gc");
  const collectGarbage: unknown = runInNewContext("gc");
  if (typeof collectGarbage === "function")
    void collectGarbage({ type: "major", execution: "async", flavor: "last-resort" });
}
