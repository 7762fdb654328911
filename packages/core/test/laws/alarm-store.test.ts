import {
  type Alarm,
  type AlarmChanges,
  type AlarmStore,
  newId,
  type TenantAlarms,
} from "@solarmon/core";
import { MemoryAlarmStore, MemoryCatalog } from "@solarmon/core/memory";
import { alarmStoreLaws, type AlarmStoreUnderTest, VirtualClock } from "@solarmon/core/testing";
import { broken, collect, without } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function memory(): AlarmStoreUnderTest {
  const catalog = new MemoryCatalog();
  return { catalog, alarms: new MemoryAlarmStore({ catalog }) };
}

function breakIt(change: (inner: AlarmStore) => Partial<AlarmStore>): () => AlarmStoreUnderTest {
  return () => {
    const { catalog, alarms } = memory();
    return { catalog, alarms: broken<AlarmStore>(alarms, change) };
  };
}

/** A store that changes what it is told to do. */
function breakChanges(
  change: (changes: AlarmChanges) => Partial<AlarmChanges>,
): () => AlarmStoreUnderTest {
  return breakIt((inner) => ({
    apply: (changes) => inner.apply({ ...changes, ...change(changes) }),
  }));
}

/** A store whose tenants' alarms are broken alike. */
function breakTenants(
  change: (inner: TenantAlarms, store: AlarmStore) => Partial<TenantAlarms>,
): () => AlarmStoreUnderTest {
  return breakIt((store) => ({
    forTenant: (scope) => broken(store.forTenant(scope), (inner) => change(inner, store)),
  }));
}

async function everyAlarm(store: AlarmStore): Promise<readonly Alarm[]> {
  return (await collect(store.standing())).flat();
}

const NOTHING = { ended: [], raised: [], cleared: [], folded: [] };

/** Pages by number: what is raised meanwhile shifts them. */
const pagesByNumber = breakTenants((inner) => ({
  async list({ after = "0", limit = 100, ...query } = {}) {
    const { alarms } = await inner.list({ ...query, limit: 1_000 });
    const end = Number(after) + limit;
    return {
      alarms: alarms.slice(Number(after), end),
      next: alarms.length > end ? String(end) : null,
    };
  },
}));

/** Gives each raised alarm a subject of its own where one stands. */
const raisesTwice = breakIt((inner) => ({
  async apply(changes) {
    const done = new Set(await inner.apply({ ...NOTHING, ...changes, folded: [] }));
    for (const alarm of changes.raised)
      if (!done.has(alarm.id)) {
        const subject = { ...alarm.subject, id: newId() };
        for (const id of await inner.apply({ ...NOTHING, raised: [{ ...alarm, subject }] }))
          done.add(id);
      }
    await inner.apply({ ...NOTHING, folded: changes.folded });
    return done;
  },
}));

/** Takes a link for a plant of that id. */
const blindToTypes = breakChanges(({ raised }) => ({
  raised: raised.map((alarm) => ({ ...alarm, subject: { ...alarm.subject, type: "plant" } })),
}));

/** Raises first, then ends. */
const raisesFirst = breakIt((inner) => ({
  async apply(changes) {
    const done = await inner.apply({ ...changes, ended: [] });
    await inner.apply({ ...NOTHING, ended: changes.ended });
    return done;
  },
}));

/** What is resolved by hand has ended for it. */
const forgetsByHand = breakTenants((inner, store) => ({
  async resolve(id, by, reason) {
    const resolved = await inner.resolve(id, by, reason);
    const endedAt = resolved.resolvedAt ?? 0;
    await store.apply({ ...NOTHING, ended: [{ id, endedAt, how: "by_itself" }] });
    return resolved;
  },
}));

/** Folds under whatever it is told, in what it shows. */
function foldsAnywhere(): AlarmStoreUnderTest {
  const parents = new Map<string, string | null>();
  return breakIt((inner) => ({
    forTenant: (scope) =>
      broken<TenantAlarms>(inner.forTenant(scope), (own) => ({
        async alarm(id) {
          const found = await own.alarm(id);
          return found && { ...found, parentId: parents.get(id) ?? found.parentId };
        },
      })),
    async apply(changes) {
      for (const { id, parentId } of changes.folded) parents.set(id, parentId);
      return inner.apply(changes);
    },
  }))();
}

/** Writes what it can. */
const halfDone = breakIt((inner) => ({
  async apply(changes) {
    const done = new Set<string>();
    for (const alarm of changes.raised)
      for (const id of await inner.apply({ ...NOTHING, raised: [alarm] })) done.add(id);
    return done;
  },
}));

/** Keeps alarms of deleted tenants for the watcher. */
function hoarder(): AlarmStoreUnderTest {
  const all: Alarm[] = [];
  const { catalog, alarms } = memory();
  const store = broken<AlarmStore>(alarms, (inner) => ({
    async apply(changes) {
      const done = await inner.apply(changes);
      all.push(...(await everyAlarm(inner)).filter(({ id }) => done.has(id)));
      return done;
    },
    async *standing() {
      yield all;
    },
  }));
  return { catalog, alarms: store };
}

const fakes: Record<string, Fake<AlarmStoreUnderTest>> = {
  "an alarm is found as it was raised": breakChanges(({ raised }) => ({
    raised: raised.map((alarm) => ({ ...alarm, severity: "warning" })),
  })),
  "the newest come first, page by page, each once, whatever is raised meanwhile": pagesByNumber,
  "a page that ends with the last alarm says so, and what is no cursor is refused": breakTenants(
    (inner) => ({
      list: ({ after, ...query } = {}) =>
        inner.list(after?.includes("_") ? { ...query, after } : query),
    }),
  ),
  "open ones, those of a plant and those that are not folded are listed alone": breakTenants(
    (inner) => ({ list: (query = {}) => inner.list(without(query, "isFolded")) }),
  ),
  "an alarm is acknowledged once, by who did it first": breakTenants((inner) => ({
    async acknowledge(id, by) {
      return { ...(await inner.acknowledge(id, by)), acknowledgedBy: by };
    },
  })),
  "an alarm is resolved by hand once, with a reason, and stays in the history": breakTenants(
    (inner) => ({ resolve: (id, by, reason) => inner.resolve(id, by, reason.trim() || "none") }),
  ),
  "hostile texts are only texts": breakTenants((inner) => ({
    acknowledge: (id, by) => inner.acknowledge(id, by.replaceAll("'", "")),
  })),
  "tenants never mix: someone else's and unknown give the same answer": breakTenants(
    (inner, store) => ({
      alarm: async (id) =>
        (await inner.alarm(id)) ?? (await everyAlarm(store)).find((alarm) => alarm.id === id),
    }),
  ),
  "a deleted tenant's alarms are gone, and others keep theirs": hoarder,
  "of a kind and subject one stands, however often and by how many it is raised": raisesTwice,
  "another kind, subject or tenant has an alarm of its own": blindToTypes,
  "an alarm whose condition has ended is resolved by itself, and may be raised anew": breakChanges(
    ({ ended }) => ({ ended: ended.map((ending) => ({ ...ending, how: "subject_gone" })) }),
  ),
  "an end and a new alarm of the same may come at once": raisesFirst,
  "resolved by hand it stands until its condition has ended, and keeps who did it": forgetsByHand,
  "since when the condition is over is kept, and taken back": breakChanges(({ cleared }) => ({
    cleared: cleared.filter(({ clearSince }) => clearSince !== null),
  })),
  "alarms are folded under one that is raised at the same time, counted, and taken out again":
    breakTenants((inner) => ({
      async list(query) {
        const { alarms, next } = await inner.list(query);
        return { alarms: alarms.map((alarm) => ({ ...alarm, foldedCount: 0 })), next };
      },
    })),
  "no alarm is folded under one that is not open in its tenant, nor under itself": foldsAnywhere,
  "when an alarm is resolved, by itself or by hand, open ones under it stand by themselves":
    foldsAnywhere,
  "all that stand come once, in pages of 1,000 at most": breakIt((inner) => ({
    async *standing() {
      yield await everyAlarm(inner);
    },
  })),
  "nothing is done when one of the evidences is too large": halfDone,
  "alarms and what became of them survive a restart": {
    create: memory,
    restart: ({ catalog }) => ({
      catalog,
      alarms: new MemoryAlarmStore({ catalog, clock: new VirtualClock() }),
    }),
  },
};

proveLaws("the laws of AlarmStore catch", alarmStoreLaws, fakes);
