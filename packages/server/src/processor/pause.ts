import { setTimeout } from "node:timers/promises";

/** Resolves after that time [ms], or when the signal fires. Does not keep the process alive. */
export async function pause(lengthMs: number, signal: AbortSignal): Promise<void> {
  await setTimeout(lengthMs, undefined, { signal, ref: false }).catch(() => undefined);
}
