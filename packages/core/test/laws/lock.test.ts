import type { Lock } from "@solarmon/core";
import { MemoryLock } from "@solarmon/core/memory";
import { lockLaws, type LockUnderTest, VirtualClock } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { type Fake, proveLaws } from "../support/prove-laws.ts";

function breakIt(change: (inner: Lock) => Partial<Lock>): () => LockUnderTest {
  return () => {
    const clock = new VirtualClock();
    const lock = broken<Lock>(new MemoryLock({ clock }), change);
    return { lock, pass: (durationMs) => clock.advance(durationMs) };
  };
}

/** Two that look at the same time both find it free. */
function looksThenTakes(): LockUnderTest {
  const taken = new Set<string>();
  return breakIt((inner) => ({
    async acquire(name, ttlMs) {
      if (taken.has(name)) return undefined;
      await Promise.resolve();
      taken.add(name);
      return inner.acquire(`${name} ${Math.random()}`, ttlMs);
    },
  }))();
}

const fakes: Record<string, Fake<LockUnderTest>> = {
  "one holder at a time, also of many that try at once": looksThenTakes,
  "locks of different names are independent": breakIt((inner) => ({
    acquire: (_, ttlMs) => inner.acquire("all", ttlMs),
  })),
  "a released lock is free": breakIt(() => ({ release: async () => undefined })),
  "a lock expires by the clock": breakIt((inner) => ({
    acquire: (name, ttlMs) => inner.acquire(name, ttlMs * 1_000),
  })),
  "a renewed lock outlives its first end": breakIt(() => ({ renew: async (lease) => lease })),
  "a lost lock is noticed on renewal": breakIt(() => ({
    renew: async (lease, ttlMs) => ({ ...lease, expiresAt: lease.expiresAt + ttlMs }),
  })),
  "releasing a lost lock leaves the next holder's alone": breakIt((inner) => {
    let last: Awaited<ReturnType<Lock["acquire"]>>;
    return {
      acquire: async (name, ttlMs) => (last = (await inner.acquire(name, ttlMs)) ?? last),
      async release() {
        if (last) await inner.release(last);
      },
    };
  }),
  "the fence grows with every holder": breakIt((inner) => ({
    async acquire(name, ttlMs) {
      const lease = await inner.acquire(name, ttlMs);
      return lease && { ...lease, fence: 1 };
    },
  })),
};

proveLaws("the laws of Lock catch", lockLaws, fakes);
