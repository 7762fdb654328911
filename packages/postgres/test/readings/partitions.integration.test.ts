import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import {
  envelope,
  reading,
  TEST_DAY,
  testId,
  testScope,
  VirtualClock,
} from "@solarmon/core/testing";
import type { PostgresStores } from "@solarmon/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPostgres } from "../../../../scripts/services/postgres.ts";
import {
  openStores,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "../support/test-database.ts";

const DEVICE = testId(100);
const scope = testScope();

describe.skipIf(missingPostgres())("partitions of time", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()), 60_000);
  afterAll(() => server[Symbol.asyncDispose](), 60_000);

  async function partitionsOf(database: TestDatabase, table: string): Promise<string[]> {
    const text = `select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'solarmon.${table}'::regclass order by 1`;
    return (await server.admin(text, database.name)).map(({ name }) => String(name));
  }

  async function rowsIn(database: TestDatabase, partition: string): Promise<unknown> {
    const text = `select count(*)::int as n from solarmon.${partition}`;
    return (await server.admin(text, database.name))[0]?.["n"];
  }

  async function opened(at: Instant) {
    const database = await server.database();
    const clock = new VirtualClock(at);
    return { database, clock, stores: await openStores(database, { clock }) };
  }

  test("are there for today and the week to come, each with its walls", async () => {
    const { database, stores } = await opened(TEST_DAY);
    await using _ = stores;
    const names = await partitionsOf(database, "readings_hot");
    for (const day of ["20240610", "20240617"])
      expect(names).toContain(`solarmon.readings_hot_${day}`);
    expect(names).not.toContain("solarmon.readings_hot_20240618");
    await expect(partitionsOf(database, "reading_chunks")).resolves.toContain(
      "solarmon.reading_chunks_202406",
    );
    await expect(stores.maintain()).resolves.toEqual({ madePartitions: 0, droppedPartitions: 0 });
  });

  test("take the readings of their day, and are dropped when all of them is sealed", async () => {
    const { database, clock, stores } = await opened(TEST_DAY);
    await using _ = stores;
    await append(stores, TEST_DAY);
    await expect(rowsIn(database, "readings_hot_20240610")).resolves.toBe(1);
    clock.set(TEST_DAY + 3 * DAY_MS);
    await stores.maintain();
    await expect(rowsIn(database, "readings_hot_20240610")).resolves.toBe(1); // never with rows in it
    await stores.seal({ before: TEST_DAY + DAY_MS });
    await stores.maintain();
    await expect(partitionsOf(database, "readings_hot")).resolves.not.toContain(
      "solarmon.readings_hot_20240610",
    );
    await expect(rowsIn(database, "reading_chunks_202406")).resolves.toBe(1);
    await append(stores, TEST_DAY + MINUTE_MS); // late, without a partition
    await expect(rowsIn(database, "readings_hot_other")).resolves.toBe(1);
    await expect(count(stores)).resolves.toBe(2);
  });

  test("that come after their rows leave them where they are", async () => {
    const { database, clock, stores } = await opened(TEST_DAY);
    await using _ = stores;
    await append(stores, TEST_DAY + 20 * DAY_MS);
    await expect(rowsIn(database, "readings_hot_other")).resolves.toBe(1);
    clock.set(TEST_DAY + 19 * DAY_MS);
    await expect(stores.maintain()).resolves.toMatchObject({ madePartitions: 8 }); // 7 days and a month
    await expect(count(stores)).resolves.toBe(1);
  });

  test("go when raw readings are dropped, those of the time before only", async () => {
    const { database, stores } = await opened(TEST_DAY + 40 * DAY_MS);
    await using _ = stores;
    for (const day of [-400, 0, 25, 39])
      for (const step of [0, 1])
        await append(stores, TEST_DAY + day * DAY_MS + step * MINUTE_MS, 40);
    await stores.seal({ before: TEST_DAY + 40 * DAY_MS });
    await stores.dropReadings({ before: TEST_DAY + 25 * DAY_MS });
    await expect(count(stores)).resolves.toBe(2 * 42);
    await expect(partitionsOf(database, "reading_chunks")).resolves.not.toContain(
      "solarmon.reading_chunks_202406",
    );
    const [latest] = await stores.readings.forTenant(scope).latest([DEVICE]);
    expect(latest?.measuredAt).toBe(TEST_DAY + 39 * DAY_MS + 41 * MINUTE_MS);
  });

  test("sealing can be bounded, and goes on where it ended", async () => {
    const { stores } = await opened(TEST_DAY);
    await using _ = stores;
    const devices = Array.from({ length: 60 }, (_unused, n) => testId(200 + n));
    const readings = devices.map((deviceId) => reading({ acPower: 1 }, { deviceId }));
    await stores.readings.forTenant(scope).append([envelope(readings)]);
    const before = TEST_DAY + DAY_MS;
    const first = await stores.seal({ before, maxDays: 55 });
    expect(first).toEqual({ days: 55, readings: 55, isDone: false });
    await expect(stores.seal({ before, deadlineMs: 0 })).resolves.toMatchObject({
      days: 0,
      isDone: false,
    });
    await expect(stores.seal({ before, signal: AbortSignal.abort() })).resolves.toMatchObject({
      days: 0,
    });
    await expect(stores.seal({ before })).resolves.toEqual({ days: 5, readings: 5, isDone: true });
    await expect(stores.readings.forTenant(scope).latest(devices)).resolves.toHaveLength(60);
  });
});

async function append({ readings }: PostgresStores, at: Instant, many = 0): Promise<void> {
  const given = Array.from({ length: many + 1 }, (_, n) =>
    reading({ acPower: 1 }, { deviceId: DEVICE, measuredAt: at + n * MINUTE_MS }),
  );
  await readings.forTenant(scope).append([envelope(given)]);
}

async function count({ readings }: PostgresStores): Promise<number> {
  let found = 0;
  const span = { start: TEST_DAY - 1_000 * DAY_MS, end: TEST_DAY + 1_000 * DAY_MS };
  const query = { deviceIds: [DEVICE], points: [], span };
  for await (const page of readings.forTenant(scope).read(query)) found += page.measuredAt.length;
  return found;
}
