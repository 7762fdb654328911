import {
  encodeEnvelope,
  MINUTE_MS,
  packValues,
  SOURCE_RANK,
  type UsageDay,
  utcDay,
} from "@solarmon/core";
import { MemoryStream, MemoryUsageLedger } from "@solarmon/core/memory";
import { createProcessor, runProcessor } from "@solarmon/ingest";
import { array, assert, asyncProperty, boolean, integer, option, record } from "fast-check";
import { expect, test } from "vitest";
import { seed, type Seed } from "../processor/seed.ts";
import { booksOf, Life, partsOf, readerOf } from "./crashing-parts.ts";

const START = Date.UTC(2026, 5, 1, 23, 58); // deliveries go on beyond midnight
const ALWAYS = { start: 0, end: 1e15 };

interface DeliveryShape {
  readonly minutes: readonly number[];
  readonly isBackfill: boolean;
  readonly hasMissing: boolean;
  readonly value: number;
}

/** One delivery: some readings of a device; `null`: bytes that are no envelope. */
const delivery = option(
  record({
    minutes: array(integer({ min: 0, max: 3 }), { maxLength: 4 }),
    isBackfill: boolean(),
    hasMissing: boolean(),
    value: integer({ min: 0, max: 2 }),
  }),
  { freq: 10, nil: null },
);
interface Plan {
  readonly deliveries: readonly (DeliveryShape | null)[];
  /** Steps that each process lives; the last one lives on. */
  readonly lives: readonly number[];
  readonly maxRecords: number;
}

const plan = record({
  deliveries: array(delivery, { minLength: 1, maxLength: 12 }),
  lives: array(integer({ min: 0, max: 25 }), { maxLength: 6 }),
  maxRecords: integer({ min: 1, max: 4 }),
});

/** @param isNews - whether each delivery has values that no other has */
async function streamOf(s: Seed, deliveries: Plan["deliveries"], isNews: boolean) {
  const stream = new MemoryStream();
  for (const [index, one] of deliveries.entries()) {
    const value = one ? encode(s, one, index, isNews) : new Uint8Array([1, 2, 3]);
    await stream.append([{ key: s.plant.id, value }]);
  }
  return stream;
}

function encode(s: Seed, one: DeliveryShape, index: number, isNews: boolean): Uint8Array {
  const value = isNews ? 1_000 * (index + 1) : one.value;
  const values = { acPower: value, ...(one.hasMissing ? { dcPower: null } : { frequency: 50 }) };
  const deviceId = s.devices[0]!.id;
  const packed = packValues(values);
  return encodeEnvelope({
    tenantId: s.tenant.id,
    plantId: s.plant.id,
    receivedAt: START + index * MINUTE_MS,
    source: { name: "test", rank: one.isBackfill ? SOURCE_RANK.backfill : SOURCE_RANK.live },
    readings: [...new Set(one.minutes)].map((minute) => {
      return { deviceId, measuredAt: START + minute * MINUTE_MS, quality: 0, packed };
    }),
  });
}

/** Lets processes live and die on one stream and its stores; gives the figures in the end. */
async function figuresOf(
  { deliveries, maxRecords }: Plan,
  lives: readonly number[],
  isNews: boolean,
): Promise<readonly UsageDay[]> {
  const s = await seed();
  const stream = await streamOf(s, deliveries, isNews);
  const ledger = new MemoryUsageLedger();
  for (const steps of [...lives, Number.POSITIVE_INFINITY]) {
    const life = new Life(steps);
    await runProcessor({
      reader: readerOf(life, stream),
      processor: createProcessor(partsOf(life, s)),
      consumer: "processor",
      setAside: () => life.step(async () => undefined),
      usage: booksOf(life, { ledger, stream: "log" }),
      follow: false,
      maxRecords,
      settleEveryMs: 0,
      signal: life.ended.signal,
    }).catch((error: unknown) => {
      if (!life.ended.signal.aborted) throw error;
    });
  }
  return ledger.days(s.scope, ALWAYS);
}

test("whenever processes die, the figures are those of one that lives", async () => {
  let crashes = 0;
  await assert(
    asyncProperty(plan, async (given) => {
      crashes += given.lives.length;
      const figures = await figuresOf(given, given.lives, true);
      expect(figures).toEqual(await figuresOf(given, [], true));
      expect(figures).toEqual(expectedOf(given));
    }),
    { numRuns: 200 },
  );
  expect(crashes).toBeGreaterThan(100);
});

/** Counted by hand: with news only, every value is stored. */
function expectedOf({ deliveries }: Plan): object[] {
  const days = new Map<number, { points: number }>();
  for (const [index, one] of deliveries.entries()) {
    if (!one) continue;
    const day = utcDay(START + index * MINUTE_MS) * 86_400_000;
    const sum = days.get(day) ?? { points: 0 };
    sum.points += new Set(one.minutes).size * (one.hasMissing ? 1 : 2);
    days.set(day, sum);
  }
  return [...days].map(([day, { points }]) =>
    expect.objectContaining({
      day,
      pointsIngested: points,
      pointsStored: points,
      plantsMonitored: 1,
    }),
  );
}

test("of readings that repeat others no more than their own stored points may differ", async () => {
  await assert(
    asyncProperty(plan, async (given) => {
      const figures = await figuresOf(given, given.lives, false);
      const truth = await figuresOf(given, [], false);
      expect(figures.map(withoutStored)).toEqual(truth.map(withoutStored));
      const difference = Math.abs(storedOf(figures) - storedOf(truth));
      expect(difference).toBeLessThanOrEqual(valuesOfRepetitions(given));
    }),
    { numRuns: 200 },
  );
});

function withoutStored({ pointsStored: __, ...rest }: UsageDay): object {
  return rest;
}

function storedOf(days: readonly UsageDay[]): number {
  return days.reduce((sum, { pointsStored }) => sum + pointsStored, 0);
}

/** Values of readings of which another delivery says the same, or a part of it. */
function valuesOfRepetitions({ deliveries }: Plan): number {
  const readings = deliveries.flatMap((one) =>
    [...new Set(one?.minutes)].map((minute) => {
      return { key: `${minute} ${one?.value}`, values: one?.hasMissing ? 1 : 2 };
    }),
  );
  const byKey = Map.groupBy(readings, ({ key }) => key);
  const repeated = [...byKey.values()].filter(({ length }) => length > 1);
  return repeated.flat().reduce((sum, { values }) => sum + values, 0);
}
