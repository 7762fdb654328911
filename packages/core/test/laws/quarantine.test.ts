import type { Quarantine } from "@solarmon/core";
import { MemoryQuarantine } from "@solarmon/core/memory";
import { quarantineLaws, testId, testScope } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

const BOUND = 30;

function breakIt(
  change: (inner: Quarantine) => Partial<Quarantine>,
  maxEntries = BOUND,
): () => Quarantine {
  return () => broken<Quarantine>(new MemoryQuarantine({ maxEntries }), change);
}

const fakes: Record<string, Fake<Quarantine>> = {
  "an entry is listed as it was added, with an id of its own": breakIt((inner) => ({
    list: async (...given) =>
      (await inner.list(...given)).map((entry) => ({ ...entry, id: testId(1) })),
  })),
  "the newest come first": breakIt((inner) => ({
    list: async (...given) => (await inner.list(...given)).toReversed(),
  })),
  "no more are listed than asked for": breakIt((inner) => ({
    list: (scope) => inner.list(scope, { limit: 1_000 }),
  })),
  "entries of one plant are listed alone": breakIt((inner) => ({
    list: (scope, { limit = 100 } = {}) => inner.list(scope, { limit }),
  })),
  "over the bound the oldest go first": breakIt(() => ({}), 1_000),
  "one add over the bound keeps its newest": breakIt((inner) => ({
    add: (scope, entries) => inner.add(scope, entries.slice(0, BOUND)),
  })),
  "a tenant that floods does not push out another's entries": breakIt((inner) => ({
    add: (_, entries) => inner.add(testScope(1), entries),
  })),
  "a sample is cut to 4 kB": breakIt((inner) => ({
    add: (scope, entries) =>
      inner.add(
        scope,
        entries.map((entry) => ({ ...entry, sample: entry.sample.slice(0, 100) })),
      ),
  })),
  "tenants never mix, and a deleted one has nothing left": breakIt(() => ({
    deleteTenant: async () => undefined,
  })),
  "entries survive a restart": {
    create: () => new MemoryQuarantine(),
    restart: () => new MemoryQuarantine(),
  },
};

proveLaws("the laws of Quarantine catch", quarantineLaws({ bound: BOUND }), fakes);
