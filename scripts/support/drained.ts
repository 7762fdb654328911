import { setTimeout as sleep } from "node:timers/promises";

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.]+)`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`/metrics does not tell ${name}`);
  return Number(value);
}

/** Waits until the processor has settled everything that is in the stream. */
export async function drained(url: string, timeoutMs = 120_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if ((await metric(url, "solarmon_processor_lag_records")) === 0) return;
    await sleep(20);
  }
  throw new Error(`the processor did not catch up within ${timeoutMs} ms`);
}

/** How far the processor is behind [s]. */
export function lagSeconds(url: string): Promise<number> {
  return metric(url, "solarmon_processor_lag_seconds");
}
