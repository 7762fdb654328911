import type { LiveBus, LiveEvent, PlantUpdate } from "@solarmon/core";
import { MemoryLiveBus } from "@solarmon/core/memory";
import { liveBusLaws, testScope } from "@solarmon/core/testing";
import { broken, mapped, without } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

const OVERFLOW = 200;

function breakIt(change: (inner: LiveBus) => Partial<LiveBus>): () => LiveBus {
  return () => broken<LiveBus>(new MemoryLiveBus({ maxUpdatesPerPlant: 50 }), change);
}

/** A bus whose events are changed on their way to the subscriber. */
function breakEvents(change: (event: LiveEvent) => LiveEvent): () => LiveBus {
  return breakIt((inner) => ({
    subscribe: (...given) => mapped(inner.subscribe(...given), change),
  }));
}

/** A bus that gives updates to the first subscriber only. */
function queueBus(): LiveBus {
  let subscribers = 0;
  return broken<LiveBus>(new MemoryLiveBus(), (inner) => ({
    subscribe(scope, subscription) {
      subscribers += 1;
      if (subscribers === 1) return inner.subscribe(scope, subscription);
      return inner.subscribe(testScope(77), subscription);
    },
  }));
}

/** A bus that gives the published objects themselves. */
function sharingBus(): LiveBus {
  let given: readonly PlantUpdate[] = [];
  return broken<LiveBus>(new MemoryLiveBus(), (inner) => ({
    publish(scope, updates) {
      given = updates;
      return inner.publish(scope, updates);
    },
    subscribe: (scope, subscription) =>
      mapped(inner.subscribe(scope, subscription), (event) => ({
        ...event,
        update: given[0] ?? event.update,
      })),
  }));
}

/** A bus with one ring for all plants. */
function oneRingBus(): LiveBus {
  let published = 0;
  return broken<LiveBus>(new MemoryLiveBus(), (inner) => ({
    publish(scope, updates) {
      published += updates.length;
      return inner.publish(scope, updates);
    },
    subscribe: (scope, subscription) =>
      inner.subscribe(scope, published > 50 ? { ...subscription, after: "old" } : subscription),
  }));
}

const oneTenantBus = breakIt((inner) => ({
  publish: (_, updates) => inner.publish(testScope(1), updates),
  cursor: (_, plantId) => inner.cursor(testScope(1), plantId),
}));

const fromNowBus = breakIt((inner) => ({
  subscribe: (scope, given) => inner.subscribe(scope, without(given, "after")),
}));

const silentBus = breakEvents((event) => without(event, "missed"));

const fakes: Record<string, Fake<LiveBus>> = {
  "a subscriber gets updates in order, whole": breakEvents((event) => ({
    ...event,
    update: { ...event.update, devices: [] },
  })),
  "a subscription begins at the call, not at the first read": breakIt((inner) => ({
    async *subscribe(...given) {
      yield* inner.subscribe(...given);
    },
  })),
  "every subscriber gets every update": queueBus,
  "plants and tenants never mix": oneTenantBus,
  "bytes the publisher changes later stay as they were published": sharingBus,
  "a slow reader gets the newest of every device, in fewer events": breakEvents((event) => ({
    ...event,
    update: {
      ...event.update,
      devices: event.update.devices.filter((one) => one.measuredAt === event.update.measuredAt),
    },
  })),
  "a signal ends a subscription that waits": breakIt((inner) => ({
    subscribe: (scope, given) => inner.subscribe(scope, without(given, "signal")),
  })),
  "a cursor goes on without a gap": fromNowBus,
  "the cursor of a snapshot goes on after what was published before it": breakIt(() => ({
    cursor: async () => "made up",
  })),
  "updates of other plants do not age a cursor": oneRingBus,
  "a cursor that is too old says so": silentBus,
  "a cursor that is unknown says so": fromNowBus,
  "a cursor of another plant or tenant shows nothing of it": oneTenantBus,
};

proveLaws("the laws of LiveBus catch", liveBusLaws({ overflow: OVERFLOW }), fakes);
