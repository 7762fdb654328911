import type { QuotaState, QuotaStore } from "@solarmon/core";
import { MemoryQuotaStore } from "@solarmon/core/memory";
import { quotaStoreLaws } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function breakIt(change: (inner: QuotaStore) => Partial<QuotaStore>): () => QuotaStore {
  return () => broken<QuotaStore>(new MemoryQuotaStore(), change);
}

/** Reads all, waits, writes all: two at once lose one. */
function readModifyWrite(): QuotaStore {
  let all: Readonly<Record<string, QuotaState>> = {};
  return {
    load: async (credential) => all[credential],
    async save(credential, state) {
      const before = all;
      await Promise.resolve();
      all = { ...before, [credential]: state };
    },
  };
}

/** Writes at the end of the turn, and of the turn's states of a credential the first. */
function firstOfTurn(): QuotaStore {
  const waiting = new Set<string>();
  return broken<QuotaStore>(new MemoryQuotaStore(), (inner) => ({
    async save(credential, state) {
      if (waiting.has(credential)) return;
      waiting.add(credential);
      await inner.save(credential, state);
      waiting.delete(credential);
    },
  }));
}

const fakes: Record<string, Fake<QuotaStore>> = {
  "what was saved is loaded": breakIt((inner) => ({
    save: (credential, { counts }) => inner.save(credential, { counts, blockedUntil: 0 }),
  })),
  "an unknown credential has no state": readModifyWrite, // a plain object knows `constructor`
  "the last save counts, also of many at once": firstOfTurn,
  "concurrent saves of many credentials all count, each for itself": readModifyWrite,
  "a save takes the state as it was when it was called": breakIt((inner) => ({
    async save(credential, state) {
      await Promise.resolve();
      await inner.save(credential, state);
    },
  })),
  "states survive a restart": {
    create: () => new MemoryQuotaStore(),
    restart: () => new MemoryQuotaStore(),
  },
};

proveLaws("the laws of QuotaStore catch", quotaStoreLaws, fakes);
