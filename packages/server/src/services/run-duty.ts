import type { Lease, Lock } from "@solarmon/core";
import { pause } from "../processor/pause.ts";

export interface DutyOptions {
  /** Shared with the processes that could do it, too; without one there are none. */
  readonly lock: Lock | undefined;
  readonly name: string;
  /** Does the duty until its signal fires, and has ended when it resolves. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
  /** A holder that died is replaced after so long [ms]. Default 15,000. */
  readonly ttlMs?: number;
}

const TTL_MS = 15_000;

/** Does a duty that one process at a time does: here as long as we have its lock, else whenever we get it. */
export async function runDuty(options: DutyOptions): Promise<void> {
  const { lock, name, work, signal, warn, ttlMs = TTL_MS } = options;
  if (!lock) return await work(signal);
  while (!signal.aborted) {
    try {
      const lease = await lock.acquire(name, ttlMs);
      if (lease) await workUnder(lock, lease, ttlMs, options);
    } catch (error) {
      // a lock that cannot be reached is told of by its owner; it comes back
      if (!signal.aborted && !isUnavailable(error)) warn(`${name}: ${String(error)}`);
    }
    await pause(ttlMs / 3, signal);
  }
}

async function workUnder(
  lock: Lock,
  lease: Lease,
  ttlMs: number,
  { work, signal }: DutyOptions,
): Promise<void> {
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const renewing = renewUntil(lock, lease, ttlMs, either).finally(() => ended.abort());
  try {
    await work(either);
  } finally {
    ended.abort();
    await renewing;
    await lock.release(lease).catch(() => undefined); // else it ends by itself
  }
}

/** Resolves when the lease is lost, could not be renewed in time, or the signal fires. */
async function renewUntil(
  lock: Lock,
  lease: Lease,
  ttlMs: number,
  signal: AbortSignal,
): Promise<void> {
  let sureUntil = performance.now() + ttlMs;
  for (;;) {
    await pause(ttlMs / 5, signal);
    if (signal.aborted) return;
    const askedAt = performance.now();
    const renewed = await lock.renew(lease, ttlMs).catch(() => null);
    if (renewed === undefined) return;
    if (renewed) sureUntil = askedAt + ttlMs;
    if (performance.now() + ttlMs / 5 > sureUntil) return;
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "unavailable";
}
