import type { Instant } from "../time.ts";

/** The right to do something alone, until it ends. Plain data: whoever has it, has the lock. */
export interface Lease {
  readonly name: string;
  /** Tells this holder from others. */
  readonly holder: string;
  /**
   * Grows with every holder of the name. Give it to what the lock protects and let that refuse a smaller one: a
   * holder that was stopped for long may not know yet that the lock is no longer its own.
   */
  readonly fence: number;
  readonly expiresAt: Instant;
}

/** Lets one process at a time do something. A lease ends by itself, so a holder that dies blocks nobody. Checked by `testLock`. */
export interface Lock {
  /**
   * `undefined` while someone else holds it.
   *
   * @param ttlMs - until it ends, unless renewed
   * @throws `unavailable` when the locks cannot be reached: then nobody may assume to hold one
   */
  acquire(name: string, ttlMs: number): Promise<Lease | undefined>;
  /** The lease with its new end; `undefined` when it was lost: stop the work at once. */
  renew(lease: Lease, ttlMs: number): Promise<Lease | undefined>;
  /** Lets the next one in. A lease that was lost is left alone. */
  release(lease: Lease): Promise<void>;
}
