import * as fc from "fast-check";
import { expect } from "vitest";
import type { ReadingStore, ReadingVersion } from "../../ports/reading-store.ts";
import { compareVersions } from "../../reading-fold.ts";
import type { Envelope } from "../../reading.ts";
import { envelope, reading, TEST_DAY, testId, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { append, appendOne, presentValues, rowsOf } from "./subject.ts";

const RUNS = 80;

/** A version as it comes: few values, times and ranks, so that ties and conflicts are common. */
const anyVersion = fc.record({
  values: fc.dictionary(
    fc.constantFrom("acPower", "dcPower", "ghi"),
    fc.option(fc.integer({ min: 0, max: 2 })),
    { minKeys: 1, noNullPrototype: true },
  ),
  receivedAt: fc.integer({ min: TEST_DAY, max: TEST_DAY + 3 }),
  rank: fc.constantFrom(10, 20),
  quality: fc.constantFrom(0, 0, 0, 2),
});
type AnyVersion = typeof anyVersion extends fc.Arbitrary<infer Version> ? Version : never;

/** Versions in two orders of arrival, the second with redeliveries, cut into appends. */
const anyArrival = fc.array(anyVersion, { minLength: 1, maxLength: 6 }).chain((versions) =>
  fc.record({
    versions: fc.constant(versions),
    shuffled: fc.shuffledSubarray(versions, { minLength: versions.length }),
    again: fc.subarray(versions),
    perAppend: fc.integer({ min: 1, max: 4 }),
  }),
);

function toEnvelope({ values, receivedAt, rank, quality }: AnyVersion, device: number): Envelope {
  const given = reading(values, { deviceId: testId(device), quality });
  return envelope([given], { receivedAt, rank });
}

/** The answer by definition: per point the last value in the winning order. */
function expected(envelopes: readonly Envelope[]) {
  const versions = envelopes
    .flatMap(({ readings, receivedAt, source }) =>
      readings.map((one): ReadingVersion => ({ reading: one, receivedAt, source })),
    )
    .toSorted(compareVersions);
  let values: Record<string, number> = {};
  for (const version of versions) values = { ...values, ...presentValues(version.reading.packed) };
  return { measuredAt: TEST_DAY, quality: versions.at(-1)?.reading.quality, values };
}

async function appendInLots(
  store: ReadingStore,
  envelopes: readonly Envelope[],
  perAppend: number,
): Promise<void> {
  for (let from = 0; from < envelopes.length; from += perAppend)
    await append(store, ...envelopes.slice(from, from + perAppend));
}

/** What must hold for any versions in any order. */
export const orderLaws: readonly Law<ReadingStore>[] = [
  {
    name: "any order of arrival gives the same answer",
    async run({ subject }) {
      let device = 1_000;
      const property = fc.asyncProperty(anyArrival, async (arrival) => {
        device += 1;
        const inOrder = [...arrival.shuffled, ...arrival.again].map((version) =>
          toEnvelope(version, device),
        );
        await appendInLots(subject, inOrder, arrival.perAppend);
        const answer = expected(inOrder);
        await expect(rowsOf(subject, { deviceId: testId(device) })).resolves.toEqual([answer]);
        const [latest] = await subject.forTenant(testScope()).latest([testId(device)]);
        expect(presentValues(latest?.packed ?? new Uint8Array())).toEqual(answer.values);
      });
      await fc.assert(property, { numRuns: RUNS, seed: 1 });
    },
  },
  {
    name: "a verdict tells whether the answer changed",
    async run({ subject }) {
      let device = 10_000;
      const property = fc.asyncProperty(
        fc.array(anyVersion, { maxLength: 6 }),
        async (versions) => {
          device += 1;
          for (const version of versions) {
            const query = { deviceId: testId(device) };
            const before = JSON.stringify(await rowsOf(subject, query));
            const { verdict, isTouched } = await appendOne(subject, toEnvelope(version, device));
            const isChanged = JSON.stringify(await rowsOf(subject, query)) !== before;
            expect(isChanged, `${verdict}`).toBe(verdict === "stored" || verdict === "replaced");
            expect(verdict === "stored", `${verdict}`).toBe(before === "[]");
            if (verdict === "replaced") expect(isTouched).toBe(true);
          }
        },
      );
      await fc.assert(property, { numRuns: RUNS, seed: 2 });
    },
  },
];
