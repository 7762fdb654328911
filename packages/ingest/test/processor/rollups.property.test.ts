import { encodeEnvelope } from "@solarmon/core";
import { createProcessor, type Processor } from "@solarmon/ingest";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deliveries, toEnvelopes } from "./arrivals.ts";
import { referenceRows } from "./reference-rollups.ts";
import { allRows, seed } from "./seed.ts";

const timeZone = fc.constantFrom(
  "Europe/Madrid",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/Havana",
);
/** After how many envelopes a batch ends, and whether it is settled then. */
const rhythm = fc.array(
  fc.record({ size: fc.integer({ min: 1, max: 9 }), settles: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 30,
  },
);

type Rhythm = readonly { size: number; settles: boolean }[];

async function feed(processor: Processor, values: readonly Uint8Array[], beats: Rhythm) {
  let from = 0;
  for (let beat = 0; from < values.length; beat++) {
    const { size, settles } = beats[beat % beats.length]!;
    const batch = values.slice(from, from + size).map((value) => ({ value }));
    for (const result of await processor.process(batch)) expect(result.ok).toBe(true);
    if (settles) await processor.settle();
    from += size;
  }
}

const sorted = (rows: readonly object[]) =>
  rows.map((row) => JSON.stringify(row, sortKeys)).toSorted();

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

test("any order, duplication, correction and batching gives the roll-ups of what is stored", async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, rhythm, timeZone, async (list, beats, zone) => {
      const s = await seed({ timeZone: zone, devices: 2 });
      const processor = createProcessor({ ...s, maxPendingRows: 30 });
      await feed(processor, toEnvelopes(s, list).map(encodeEnvelope), beats);
      await processor.settle();
      expect(processor.pendingRows).toBe(0);
      expect(sorted(await allRows(s))).toEqual(sorted(await referenceRows(s)));
    }),
    { numRuns: 150 },
  );
});

test("after a crash between storing and settling, delivery from the last checkpoint makes the roll-ups right", async () => {
  const crashes = fc.array(fc.record({ keeps: rhythm, runs: fc.integer({ min: 0, max: 25 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(deliveries, crashes, timeZone, async (list, lives, zone) => {
      const s = await seed({ timeZone: zone, devices: 2 });
      const values = toEnvelopes(s, list).map(encodeEnvelope);
      let checkpoint = 0;
      for (const { keeps, runs } of lives) {
        const processor = createProcessor(s);
        const settlesAt = checkpoint + (keeps[0]?.size ?? 0);
        await feed(processor, values.slice(checkpoint, settlesAt), keeps);
        await processor.settle();
        const crashAt = Math.min(values.length, settlesAt + runs);
        checkpoint = Math.min(values.length, settlesAt);
        await feed(processor, values.slice(checkpoint, crashAt), [{ size: 3, settles: false }]);
      }
      const processor = createProcessor(s);
      await feed(processor, values.slice(checkpoint), [
        { size: 4, settles: false },
        { size: 2, settles: true },
      ]);
      await processor.settle();
      expect(sorted(await allRows(s))).toEqual(sorted(await referenceRows(s)));
    }),
    { numRuns: 150 },
  );
});
