import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  DAY_MS,
  type Envelope,
  type Id,
  packValues,
  type ReadingStore,
  SOURCE_RANK,
} from "@solarmon/core";
import { MemoryReadingStore } from "@solarmon/core/memory";
import { TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import { FAR_FUTURE, openVariant, type StoreUnderTest, type Variant } from "./variants.ts";

const DEVICES = [testId(100), testId(101)];
const ALL = { start: TEST_DAY - 10 * DAY_MS, end: TEST_DAY + 10 * DAY_MS };

const value = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }));
const values = fc.dictionary(fc.constantFrom("acPower", "acVoltageL1", "status"), value);
/** Few instants, so that readings meet: the days before, today and (the clock stands at 06:13) later. */
const measuredAt = fc
  .tuple(fc.integer({ min: -2, max: 1 }), fc.integer({ min: 0, max: 5 }))
  .map(([day, step]) => TEST_DAY + day * DAY_MS + step * 4 * 3_600_000);
const single = fc.record({
  deviceId: fc.constantFrom(...DEVICES),
  measuredAt,
  quality: fc.integer({ min: 0, max: 1 }),
  packed: values.map(packValues),
});
/** A part of a day at once: becomes a chunk without having been hot. */
const bulk = fc
  .record({
    deviceId: fc.constantFrom(...DEVICES),
    day: fc.integer({ min: -2, max: 0 }),
    from: fc.integer({ min: 0, max: 10 }),
    acPower: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ deviceId, day, from, acPower }) =>
    Array.from({ length: 40 }, (_, step) => ({
      deviceId,
      measuredAt: TEST_DAY + day * DAY_MS + ((from + step) * 3_600_000) / 2,
      quality: 0,
      packed: packValues({ acPower: acPower + (step % 2) }),
    })),
  );
const envelope = fc.record({
  tenantId: fc.constant(testScope().tenantId),
  plantId: fc.constant(testId(10)),
  receivedAt: fc.integer({ min: TEST_DAY, max: TEST_DAY + 4 }),
  source: fc.constantFrom(
    { name: "mqtt", rank: SOURCE_RANK.live },
    { name: "import", rank: SOURCE_RANK.import },
  ),
  readings: fc.oneof(fc.array(single, { maxLength: 8 }), bulk),
});
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.array(envelope, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom("seal" as const, "reopen" as const) },
);

type Operation = readonly Envelope[] | "seal" | "reopen";

interface Row {
  readonly measuredAt: number;
  readonly quality: number;
  readonly values: Readonly<Record<string, number>>;
}

async function rowsOf(store: ReadingStore, deviceId: Id, span = ALL): Promise<Row[]> {
  const rows: Row[] = [];
  const query = { deviceIds: [deviceId], points: [], span };
  for await (const page of store.forTenant(testScope()).read(query))
    for (const [index, at] of page.measuredAt.entries())
      rows.push({
        measuredAt: at,
        quality: page.quality[index] ?? -1,
        values: Object.fromEntries(
          Object.entries(page.values)
            .map(([name, column]): [string, number] => [name, column[index] ?? Number.NaN])
            .filter(([, number]) => !Number.isNaN(number))
            .toSorted(([a], [b]) => a.localeCompare(b)),
        ),
      });
  return rows;
}

async function expectAlike(store: ReadingStore, model: ReadingStore): Promise<void> {
  const [ours, theirs] = [store.forTenant(testScope()), model.forTenant(testScope())];
  expect(await ours.latest(DEVICES)).toEqual(await theirs.latest(DEVICES));
  for (const deviceId of DEVICES) {
    const rows = await rowsOf(model, deviceId);
    expect(await rowsOf(store, deviceId)).toEqual(rows);
    const part = { start: TEST_DAY - DAY_MS / 3, end: TEST_DAY + DAY_MS / 3 };
    expect(await rowsOf(store, deviceId, part)).toEqual(await rowsOf(model, deviceId, part));
    for (const { measuredAt: at } of rows)
      expect(await ours.history(deviceId, at)).toEqual(await theirs.history(deviceId, at));
  }
}

async function appendBoth(
  store: ReadingStore,
  model: ReadingStore,
  envelopes: readonly Envelope[],
): Promise<void> {
  const results = await store.forTenant(testScope()).append(envelopes);
  expect(results).toEqual(await model.forTenant(testScope()).append(envelopes));
}

async function run(variant: Variant, operations: readonly Operation[]): Promise<void> {
  let store: StoreUnderTest = await openVariant(variant);
  const model = new MemoryReadingStore();
  for (const step of operations) {
    if (step === "seal") await store.stores[0]?.seal({ before: FAR_FUTURE });
    else if (step === "reopen") store = await openVariant(variant, store);
    else await appendBoth(store, model, step);
  }
  await expectAlike(store, model);
  await store[Symbol.asyncDispose]();
}

const operations = fc.array(operation, { minLength: 1, maxLength: 8 });

for (const [name, variant] of [
  ["as it comes", {}],
  ["sealed after each append", { sealsAtOnce: true, readsElsewhere: true }],
] as const)
  test(
    `any operations give what a store in memory gives, ${name}`,
    { timeout: 120_000 },
    async () => {
      const property = fc.asyncProperty(operations, (steps) => run(variant, steps));
      await expect(fc.assert(property, { numRuns: 40 })).resolves.toBeUndefined();
    },
  );
