const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;

/** Waits longer with each attempt (0, 1, …), up to 5 s; ends at once when the signal fires. */
export async function backOff(attempt: number, signal?: AbortSignal): Promise<void> {
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  await pause(waitMs / 2 + (Math.random() * waitMs) / 2, signal);
}

/** Resolves after `ms`, or when the signal fires. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const onAbort = () => resolve();
  signal?.addEventListener("abort", onAbort, { once: true });
  await promise;
  clearTimeout(timer);
  signal?.removeEventListener("abort", onAbort);
}
