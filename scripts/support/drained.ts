import { setTimeout as sleep } from "node:timers/promises";

const LAG = /^solarmon_processor_lag_records(?:\{[^}]*\})? (\d+)/m;

/** Waits until the processor has settled everything that is in the stream. */
export async function drained(url: string, timeoutMs = 120_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const lag = LAG.exec(metrics)?.[1];
    if (lag === undefined) throw new Error("/metrics does not tell the processor's lag");
    if (lag === "0") return;
    await sleep(20);
  }
  throw new Error(`the processor did not catch up within ${timeoutMs} ms`);
}
