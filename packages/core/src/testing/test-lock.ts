import { expect } from "vitest";
import type { Lease, Lock } from "../ports/lock.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";

const NAME = "scheduler";
const TTL_MS = 300;

/** A lock and how time passes for it. */
export interface LockUnderTest {
  readonly lock: Lock;
  /** Lets so much time pass: of a virtual clock where the adapter has one, else of the world. */
  readonly pass: (durationMs: number) => void | Promise<void>;
}

async function acquired(lock: Lock, name = NAME): Promise<Lease> {
  const lease = await lock.acquire(name, TTL_MS);
  if (!lease) throw new Error(`the lock ${name} was free, and not within reach`);
  return lease;
}

/** What holds for every {@link Lock}. */
export const lockLaws: readonly Law<LockUnderTest>[] = [
  {
    name: "one holder at a time, also of many that try at once",
    async run({ subject: { lock } }) {
      const tries = Array.from({ length: 20 }, () => lock.acquire(NAME, TTL_MS * 100));
      const leases = (await Promise.all(tries)).filter((lease) => lease !== undefined);
      expect(leases).toHaveLength(1);
      expect(leases[0]).toMatchObject({ name: NAME });
    },
  },
  {
    name: "locks of different names are independent",
    async run({ subject: { lock } }) {
      await acquired(lock);
      await expect(lock.acquire("other", TTL_MS)).resolves.toMatchObject({ name: "other" });
    },
  },
  {
    name: "a released lock is free",
    async run({ subject: { lock } }) {
      await lock.release(await acquired(lock));
      await expect(lock.acquire(NAME, TTL_MS)).resolves.toBeDefined();
    },
  },
  {
    name: "a lock expires by the clock",
    async run({ subject: { lock, pass } }) {
      await acquired(lock);
      await pass(TTL_MS + 50);
      await expect(lock.acquire(NAME, TTL_MS)).resolves.toBeDefined();
    },
  },
  {
    name: "a renewed lock outlives its first end",
    async run({ subject: { lock, pass } }) {
      const lease = await acquired(lock);
      const renewed = await lock.renew(lease, TTL_MS * 100);
      expect(renewed).toMatchObject({ holder: lease.holder, fence: lease.fence });
      expect(renewed?.expiresAt).toBeGreaterThan(lease.expiresAt);
      await pass(TTL_MS + 50);
      await expect(lock.acquire(NAME, TTL_MS)).resolves.toBeUndefined();
    },
  },
  {
    name: "a lost lock is noticed on renewal",
    async run({ subject: { lock, pass } }) {
      const lease = await acquired(lock);
      await pass(TTL_MS + 50);
      await expect(lock.renew(lease, TTL_MS)).resolves.toBeUndefined();
      await lock.acquire(NAME, TTL_MS * 100);
      await expect(lock.renew(lease, TTL_MS)).resolves.toBeUndefined();
    },
  },
  {
    name: "releasing a lost lock leaves the next holder's alone",
    async run({ subject: { lock, pass } }) {
      const lease = await acquired(lock);
      await pass(TTL_MS + 50);
      await lock.acquire(NAME, TTL_MS * 100);
      await lock.release(lease);
      await expect(lock.acquire(NAME, TTL_MS)).resolves.toBeUndefined();
    },
  },
  {
    name: "the fence grows with every holder",
    async run({ subject: { lock, pass } }) {
      const first = await acquired(lock);
      await lock.release(first);
      const second = await acquired(lock);
      await pass(TTL_MS + 50);
      const third = await acquired(lock);
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(third.fence).toBeGreaterThan(second.fence);
      expect(new Set([first.holder, second.holder, third.holder]).size).toBe(3);
    },
  },
];

/** Registers the conformance suite of {@link Lock} with vitest. */
export function testLock(name: string, options: SuiteOptions<LockUnderTest>): void {
  registerLaws(name, lockLaws, options);
}
