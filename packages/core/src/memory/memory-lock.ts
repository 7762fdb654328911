import { newId } from "../ids.ts";
import type { Lease, Lock } from "../ports/lock.ts";
import { type Clock, systemClock } from "../time.ts";

/** {@link Lock} of one process: for tests, and for a server that runs alone. Holds one small entry per name. */
export class MemoryLock implements Lock {
  readonly #clock: Clock;
  readonly #held = new Map<string, Lease>();
  #fence = 0;

  constructor(options: { readonly clock?: Clock } = {}) {
    this.#clock = options.clock ?? systemClock;
  }

  async acquire(name: string, ttlMs: number): Promise<Lease | undefined> {
    const now = this.#clock.now();
    const held = this.#held.get(name);
    if (held && held.expiresAt > now) return undefined;
    const lease = { name, holder: newId(), fence: ++this.#fence, expiresAt: now + ttlMs };
    this.#held.set(name, lease);
    return lease;
  }

  async renew(lease: Lease, ttlMs: number): Promise<Lease | undefined> {
    if (!this.#isHeld(lease)) return undefined;
    const renewed = { ...lease, expiresAt: this.#clock.now() + ttlMs };
    this.#held.set(lease.name, renewed);
    return renewed;
  }

  async release(lease: Lease): Promise<void> {
    if (this.#isHeld(lease)) this.#held.delete(lease.name);
  }

  #isHeld({ name, holder }: Lease): boolean {
    const held = this.#held.get(name);
    return held?.holder === holder && held.expiresAt > this.#clock.now();
  }
}
