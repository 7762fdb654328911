import * as fc from "fast-check";
import { DAY_MS, type Envelope, MINUTE_MS, type ReadingStore } from "@solarmon/core";
import { MemoryReadingStore } from "@solarmon/core/memory";
import {
  envelope,
  reading,
  TEST_DAY,
  testId,
  testScope,
  VirtualClock,
} from "@solarmon/core/testing";
import type { PostgresStores } from "@solarmon/postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { missingPostgres } from "../../../../scripts/services/postgres.ts";
import {
  openStores,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "../support/test-database.ts";

const scope = testScope();
const DEVICES = [testId(100), testId(101)];
const ALL = { start: TEST_DAY - 10 * DAY_MS, end: TEST_DAY + 10 * DAY_MS };
const FAR_FUTURE = TEST_DAY + 100 * DAY_MS;

/** A part of a day of one device: a few readings, or so many that they become a chunk. */
const anyEnvelope = fc
  .record({
    device: fc.constantFrom(...DEVICES),
    day: fc.integer({ min: -2, max: 1 }),
    from: fc.integer({ min: 0, max: 5 }),
    count: fc.constantFrom(1, 1, 2, 5, 40),
    power: fc.integer({ min: 0, max: 2 }),
    point: fc.constantFrom("acPower", "status"),
    receivedAt: fc.integer({ min: TEST_DAY, max: TEST_DAY + 3 }),
    rank: fc.constantFrom(10, 20),
  })
  .map(({ device, day, from, count, power, point, receivedAt, rank }): Envelope => {
    const readings = Array.from({ length: count }, (_, n) => {
      const measuredAt = TEST_DAY + day * DAY_MS + (from + n) * 20 * MINUTE_MS;
      return reading({ [point]: power + (n % 2) }, { deviceId: device, measuredAt });
    });
    return envelope(readings, { receivedAt, rank, source: { name: `source ${rank}`, rank } });
  });
const anyStep = fc.record({
  opener: fc.constantFrom(0, 1),
  act: fc.oneof(
    { weight: 5, arbitrary: fc.array(anyEnvelope, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant("seal" as const) },
    { weight: 1, arbitrary: fc.constant("delete" as const) },
  ),
});

async function everything(store: ReadingStore): Promise<unknown> {
  const own = store.forTenant(scope);
  const rows: unknown[] = [];
  for await (const { deviceId, measuredAt, values, quality } of own.read({
    deviceIds: DEVICES,
    points: [],
    span: ALL,
  }))
    for (const [row, at] of measuredAt.entries()) {
      const present = Object.entries(values).flatMap(([name, column]) =>
        Number.isNaN(column[row]) ? [] : [[name, column[row]]],
      );
      const history = await own.history(deviceId, at);
      rows.push({
        deviceId,
        at,
        quality: quality[row],
        values: Object.fromEntries(present),
        history,
      });
    }
  return { rows, latest: await own.latest(DEVICES) };
}

async function sealOften(stores: PostgresStores): Promise<void> {
  for (let n = 0; n < 25; n++) await stores.seal({ before: FAR_FUTURE });
}

/** Does the same in both, and gives both answers. */
async function inBoth(
  stores: PostgresStores,
  model: ReadingStore,
  act: "seal" | "delete" | readonly Envelope[],
): Promise<readonly [unknown, unknown]> {
  if (act === "seal") {
    await stores.seal({ before: FAR_FUTURE });
    return [undefined, undefined];
  }
  const { readings } = stores;
  if (act === "delete")
    return [await readings.deleteTenant(scope), await model.deleteTenant(scope)];
  return [await readings.forTenant(scope).append(act), await model.forTenant(scope).append(act)];
}

describe.skipIf(missingPostgres())("two processes on one database", () => {
  let server: TestServer;
  let database: TestDatabase;
  let openers: readonly [PostgresStores, PostgresStores];
  beforeAll(async () => {
    server = await startTestServer();
    database = await server.database();
    const options = { clock: new VirtualClock() };
    openers = [await openStores(database, options), await openStores(database, options)];
  }, 60_000);
  beforeEach(() => openers[0].readings.deleteTenant(scope));
  afterAll(async () => {
    for (const opener of openers) await opener[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  }, 60_000);

  test("give what one store in memory gives, whoever does what", { timeout: 300_000 }, async () => {
    const property = fc.asyncProperty(fc.array(anyStep, { maxLength: 8 }), async (steps) => {
      const model = new MemoryReadingStore();
      await openers[0].readings.deleteTenant(scope);
      for (const { opener, act } of steps) {
        const [ours, theirs] = await inBoth(openers[opener] ?? openers[0], model, act);
        expect(ours).toEqual(theirs);
      }
      const expected = await everything(model);
      for (const { readings } of openers) expect(await everything(readings)).toEqual(expected);
    });
    await expect(fc.assert(property, { numRuns: 25 })).resolves.toBeUndefined();
  });

  test("find what the other wrote late into a closed day when a whole day comes", async () => {
    const [deviceId = ""] = DEVICES;
    const [first, second] = openers;
    const day = (count: number, acPower: number, receivedAt: number, startAt: number): Envelope => {
      const readings = Array.from({ length: count }, (_, n) =>
        reading({ acPower }, { deviceId, measuredAt: startAt + n * MINUTE_MS }),
      );
      return envelope(readings, { receivedAt });
    };
    const yesterday = TEST_DAY - DAY_MS;
    const newest = day(1, 1, TEST_DAY, TEST_DAY);
    await first.readings.forTenant(scope).append([newest]); // and remembers the device
    await second.readings.forTenant(scope).append([day(1, 1, TEST_DAY, yesterday)]);
    const whole = day(40, 1, TEST_DAY, yesterday);
    const [result] = await first.readings.forTenant(scope).append([whole]);
    expect(result?.verdicts.filter((verdict) => verdict === "duplicate")).toHaveLength(1);
    const corrected = day(40, 2, TEST_DAY + 1, yesterday);
    await first.readings.forTenant(scope).append([corrected]);
    for (const { readings } of openers) {
      const query = { deviceIds: [deviceId], points: ["acPower"], span: ALL } as const;
      const powers: number[] = [];
      for await (const page of readings.forTenant(scope).read(query))
        powers.push(...(page.values["acPower"] ?? []));
      expect(powers).toEqual([...Array.from({ length: 40 }, () => 2), 1]);
    }
  });

  test("write the same at once and store it once", { timeout: 60_000 }, async () => {
    const given = Array.from({ length: 30 }, (_, n) =>
      envelope(
        DEVICES.flatMap((deviceId) =>
          [n, n + 1].map((at) =>
            reading({ acPower: at }, { deviceId, measuredAt: TEST_DAY + at * MINUTE_MS }),
          ),
        ),
      ),
    );
    const results = await Promise.all(
      given.flatMap((one) =>
        openers.map(({ readings }) => readings.forTenant(scope).append([one])),
      ),
    );
    const verdicts = results.flat().flatMap((result) => result.verdicts);
    expect(verdicts.filter((verdict) => verdict === "stored")).toHaveLength(31 * DEVICES.length);
    expect(new Set(verdicts)).toEqual(new Set(["stored", "duplicate"]));
  });

  test("write, correct and seal at once, and nothing is lost", { timeout: 60_000 }, async () => {
    const [deviceId = ""] = DEVICES;
    const minute = (n: number, acPower: number, receivedAt: number): Envelope =>
      envelope([reading({ acPower }, { deviceId, measuredAt: TEST_DAY + n * MINUTE_MS })], {
        receivedAt,
      });
    const minutes = Array.from({ length: 60 }, (_, n) => n);
    const write = async (stores: PostgresStores, acPower: number, at: number): Promise<void> => {
      for (const n of minutes)
        await stores.readings.forTenant(scope).append([minute(n, acPower, at)]);
    };
    await Promise.all([
      write(openers[0], 1, TEST_DAY),
      write(openers[1], 2, TEST_DAY + 1),
      sealOften(openers[0]),
      sealOften(openers[1]),
    ]);
    const own = openers[0].readings.forTenant(scope);
    const powers: number[] = [];
    for await (const page of own.read({ deviceIds: [deviceId], points: ["acPower"], span: ALL }))
      powers.push(...(page.values["acPower"] ?? []));
    expect(powers).toEqual(minutes.map(() => 2));
    for (const n of minutes)
      await expect(own.history(deviceId, TEST_DAY + n * MINUTE_MS)).resolves.toHaveLength(2);
  });
});
