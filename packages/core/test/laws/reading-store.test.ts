import type { AppendResult, ReadingColumns, ReadingStore, TenantReadings } from "@solarmon/core";
import { DAY_MS, packValues, unpackValues } from "@solarmon/core";
import { MemoryReadingStore } from "@solarmon/core/memory";
import { readingStoreLaws, testId, testScope } from "@solarmon/core/testing";
import { breakEach, breakEnvelopes, breakReadings } from "../support/broken-reading-store.ts";
import { broken, collect, mapped } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function breakPages(change: (page: ReadingColumns) => ReadingColumns): () => ReadingStore {
  return breakReadings((inner) => ({
    read: (...given) => mapped(inner.read(...given), change),
  }));
}

function breakQuery(
  change: (query: Parameters<TenantReadings["read"]>[0]) => typeof query,
): () => ReadingStore {
  return breakReadings((inner) => ({
    read: (query, options) => inner.read(change(query), options),
  }));
}

function breakResults(change: (result: AppendResult) => AppendResult): () => ReadingStore {
  return breakReadings((inner) => ({
    append: async (...given) => (await inner.append(...given)).map(change),
  }));
}

const nullIsZero = breakEach((reading) => {
  const values = Object.entries(unpackValues(reading.packed));
  const filled = values.map(([name, value]): [string, number] => [name, value ?? 0]);
  return { ...reading, packed: packValues(Object.fromEntries(filled)) };
});

/** Whatever comes last wins. */
function lastArrivalWins(): ReadingStore {
  let arrivals = 0;
  return breakEnvelopes((envelope) => ({ ...envelope, receivedAt: (arrivals += 1) }))();
}

/** One received time for the whole reading: an older delivery gives nothing more. */
const oneProvenance = breakReadings((inner) => {
  const newest = new Map<string, number>();
  return {
    async append(envelopes) {
      const results: AppendResult[] = [];
      for (const envelope of envelopes) {
        const [reading] = envelope.readings;
        const key = `${reading?.deviceId} ${reading?.measuredAt}`;
        if ((newest.get(key) ?? 0) > envelope.receivedAt) {
          results.push({ verdicts: ["outranked"], touched: [] });
          continue;
        }
        newest.set(key, envelope.receivedAt);
        results.push(...(await inner.append([envelope])));
      }
      return results;
    },
  };
});

/** Drops what says nothing new, with its received time. */
const dropsDuplicates = breakReadings((inner) => ({
  async append(envelopes) {
    const fresh = await Promise.all(
      envelopes.map(async (envelope) => {
        const [reading] = envelope.readings;
        const versions = reading ? await inner.history(reading.deviceId, reading.measuredAt) : [];
        const isHeld = versions.some(
          (held) => held.reading.packed.join() === reading?.packed.join(),
        );
        return isHeld ? { ...envelope, readings: [] } : envelope;
      }),
    );
    return inner.append(fresh);
  },
}));

/** Gives only what the winning version itself says. */
const winnerTakesAll = breakReadings((inner) => ({
  async *read(query, options) {
    for await (const page of inner.read(query, options)) {
      const history = await inner.history(page.deviceId, page.measuredAt[0] ?? 0);
      const said = Object.keys(unpackValues(history.at(-1)?.reading.packed ?? new Uint8Array()));
      const values = Object.entries(page.values).filter(([name]) => said.includes(name));
      yield { ...page, values: Object.fromEntries(values) };
    }
  },
}));

/** Latest is what came last, or (`isFirst`) what was first at that time. */
function latestByArrival(isFirst: boolean): () => ReadingStore {
  return breakReadings((inner) => {
    const latest = new Map<string, Awaited<ReturnType<TenantReadings["latest"]>>[number]>();
    return {
      append(envelopes) {
        for (const { readings, receivedAt } of envelopes)
          for (const reading of readings)
            if (!isFirst || !latest.has(reading.deviceId))
              latest.set(reading.deviceId, { ...reading, receivedAt });
        return inner.append(envelopes);
      },
      latest: async (ids) => ids.flatMap((id) => latest.get(id) ?? []),
    };
  });
}

/** Looks for duplicates only among what was there before the call. */
const looksOnceACall = breakReadings((inner) => {
  const known = new Set<string>();
  return {
    async append(envelopes) {
      const results = await inner.append(envelopes);
      const answer = results.map((result, index) => ({
        ...result,
        verdicts: result.verdicts.map((verdict, at) => {
          const reading = envelopes[index]?.readings[at];
          return known.has(`${reading?.deviceId} ${reading?.measuredAt}`) ? verdict : "stored";
        }),
      }));
      for (const { readings } of envelopes)
        for (const reading of readings) known.add(`${reading.deviceId} ${reading.measuredAt}`);
      return answer;
    },
  };
});

/** Takes one append at a time and forgets, but acknowledges, those that come meanwhile. */
const busy = breakReadings((inner) => {
  let isBusy = false;
  return {
    async append(envelopes) {
      if (isBusy)
        return envelopes.map(({ readings }) => ({
          verdicts: readings.map(() => "stored" as const),
          touched: [],
        }));
      isBusy = true;
      const results = await inner.append(envelopes);
      isBusy = false;
      return results;
    },
  };
});

/** Has one page, however long. */
const onePage = breakReadings((inner) => ({
  async *read(query, options) {
    const pages = await collect(inner.read(query, options));
    const [first] = pages;
    const measuredAt = Float64Array.from(pages.flatMap((page) => [...page.measuredAt]));
    if (first) yield { ...first, measuredAt };
  },
}));

const forgetful: Fake<ReadingStore> = {
  create: () => new MemoryReadingStore(),
  restart: () => new MemoryReadingStore(),
};
const undeletable = () =>
  broken<ReadingStore>(new MemoryReadingStore(), () => ({ deleteTenant: async () => undefined }));

/** Everyone's readings in one tenant. */
function oneTenant(): ReadingStore {
  const inner = new MemoryReadingStore().forTenant(testScope(1));
  const shared = broken(inner, () => ({
    append: (envelopes) =>
      inner.append(envelopes.map((one) => ({ ...one, tenantId: testScope(1).tenantId }))),
  }));
  return broken<ReadingStore>(new MemoryReadingStore(), () => ({ forTenant: () => shared }));
}

const fakes: Record<string, Fake<ReadingStore>> = {
  "what was appended is read back": breakPages((page) => ({
    ...page,
    values: Object.fromEntries(
      Object.entries(page.values).map(([name, column]) => [name, column.map(Math.fround)]),
    ),
  })),
  "missing stays missing and zero stays zero": nullIsZero,
  "the same reading twice is one": breakEach((reading, { receivedAt }) => ({
    ...reading,
    measuredAt: reading.measuredAt + (receivedAt % 2),
  })),
  "the same reading twice in one append is one": looksOnceACall,
  "each reading gets its own verdict": breakResults(({ verdicts, touched }) => ({
    verdicts: verdicts.map(() => verdicts[0] ?? "stored"),
    touched,
  })),
  "only a duplicate of the same delivery is touched": breakResults(({ verdicts }) => ({
    verdicts,
    touched: verdicts.flatMap((verdict, index) => (verdict === "stored" ? [] : [index])),
  })),
  "readings of other sources and ranks are the same reading": breakEach((reading, { source }) => ({
    ...reading,
    measuredAt: reading.measuredAt + source.rank,
  })),
  "nothing appended answers nothing": breakReadings((inner) => ({
    append: async (envelopes) =>
      envelopes.length === 0 ? [{ verdicts: [], touched: [] }] : inner.append(envelopes),
  })),
  "a newer value replaces the older one": breakEnvelopes((envelope) => ({
    ...envelope,
    receivedAt: -envelope.receivedAt,
  })),
  "an older value that comes later is outranked": lastArrivalWins,
  "a higher source rank wins over a later one": breakEnvelopes((envelope) => ({
    ...envelope,
    source: { ...envelope.source, rank: 0 },
  })),
  "null never replaces a value": nullIsZero,
  "points that come apart come together": winnerTakesAll,
  "each point keeps the provenance of its own value": oneProvenance,
  "a later duplicate moves the provenance forward": dropsDuplicates,
  "quality is that of the winning version": breakEach((reading) => ({ ...reading, quality: 0 })),
  "a replaced value stays in the history, the winner last": breakReadings((inner) => ({
    history: async (...given) => (await inner.history(...given)).slice(-1),
  })),
  "the history of a reading that was never changed is that reading": breakReadings((inner) => ({
    async history(...given) {
      const versions = await inner.history(...given);
      return versions.length > 1 ? versions : [];
    },
  })),
  "any order of arrival gives the same answer": oneProvenance,
  "a verdict tells whether the answer changed": breakResults(({ verdicts, touched }) => ({
    verdicts: verdicts.map((verdict) => (verdict === "outranked" ? "replaced" : verdict)),
    touched,
  })),
  "a span is half-open": breakQuery((query) => ({
    ...query,
    span: { start: query.span.start, end: query.span.end + 1 },
  })),
  "times ascend whatever the order of arrival": breakPages((page) => ({
    ...page,
    measuredAt: page.measuredAt.toReversed(),
  })),
  "devices come in the asked order": breakQuery((query) => ({
    ...query,
    deviceIds: query.deviceIds.toSorted(),
  })),
  "only the asked points are read": breakQuery((query) => ({ ...query, points: [] })),
  "an unknown device and an empty span have no readings": breakQuery((query) => ({
    ...query,
    span: { ...query.span, end: Math.max(query.span.end, query.span.start + 1) },
  })),
  "days of 23 and 25 hours are only spans": breakQuery((query) => ({
    ...query,
    span: { ...query.span, end: Math.min(query.span.end, query.span.start + DAY_MS) },
  })),
  "late readings find their place in old days": breakReadings((inner) => {
    let newest = 0;
    return {
      append(envelopes) {
        for (const { readings } of envelopes)
          for (const { measuredAt } of readings) newest = Math.max(newest, measuredAt);
        const recent = envelopes.map((envelope) => ({
          ...envelope,
          readings: envelope.readings.filter((one) => one.measuredAt > newest - 30 * DAY_MS),
        }));
        return inner.append(recent);
      },
    };
  }),
  "pages are bounded": onePage,
  "a signal that has fired ends a call as cancelled": breakReadings((inner) => ({
    append: (envelopes) => inner.append(envelopes),
  })),
  "latest gives the newest reading of each asked device that has one": breakReadings((inner) => ({
    latest: () => inner.latest([testId(101), testId(102), testId(103)]),
  })),
  "a late reading never turns latest back": latestByArrival(false),
  "a correction of the newest reading shows in latest": latestByArrival(true),
  "tenants never mix": oneTenant,
  "an envelope of another tenant is refused, and all that came with it": breakEnvelopes(
    (envelope) => ({ ...envelope, tenantId: testScope(1).tenantId }),
  ),
  "a deleted tenant has nothing left, and others keep theirs": undeletable,
  "what was acknowledged survives a restart": forgetful,
  "what was deleted stays deleted after a restart": undeletable,
  "concurrent appends all count": busy,
};

proveLaws("the laws of ReadingStore catch", readingStoreLaws, fakes);
