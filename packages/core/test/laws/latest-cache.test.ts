import type { LatestCache, LatestReading } from "@solarmon/core";
import { MemoryLatestCache } from "@solarmon/core/memory";
import { latestCacheLaws, testId, testScope } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function breakIt(change: (inner: LatestCache) => Partial<LatestCache>): () => LatestCache {
  return () => broken<LatestCache>(new MemoryLatestCache(), change);
}

/** A cache of given objects, as they are, by a rule for who stays. */
function naive(stays: (held: LatestReading, given: LatestReading) => boolean): LatestCache {
  const held = new Map<string, LatestReading>();
  return {
    async put(_, readings) {
      for (const given of readings) {
        const before = held.get(given.deviceId);
        if (!before || !stays(before, given)) held.set(given.deviceId, given);
      }
    },
    get: async (_, ids) => ids.flatMap((id) => held.get(id) ?? []),
    deleteTenant: async () => held.clear(),
  };
}

const fakes: Record<string, Fake<LatestCache>> = {
  "what was put is got, for the asked devices": breakIt((inner) => ({
    get: (scope) => inner.get(scope, [testId(1), testId(2), testId(3)]),
  })),
  "a newer reading takes the place of an older one": () => naive(() => true),
  "it never goes back in time": () => naive(() => false),
  "within one put, too, the newest wins": breakIt((inner) => ({
    async put(scope, readings) {
      const last = readings.at(-1);
      if (last) await inner.put(scope, [last]);
    },
  })),
  "of one measured time the later received wins": () =>
    naive((held, given) => held.measuredAt > given.measuredAt),
  "bytes the caller changes later stay as they were put": () =>
    naive((held, given) => held.measuredAt > given.measuredAt),
  "tenants never mix": breakIt((inner) => ({
    put: (_, readings) => inner.put(testScope(1), readings),
  })),
  "a deleted tenant has nothing left, and others keep theirs": breakIt(() => ({
    deleteTenant: async () => undefined,
  })),
};

proveLaws("the laws of LatestCache catch", latestCacheLaws, fakes);
