import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DAY_MS, type Envelope, type Instant, MINUTE_MS, packValues } from "@solarmon/core";
import {
  envelope,
  reading,
  TEST_DAY,
  testId,
  testScope,
  VirtualClock,
} from "@solarmon/core/testing";
import { openTenantStores, type TenantStores } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const DEVICE = testId(100);

/** Readings of a day, a minute apart. */
function minutes(day: number, count: number, deviceId = DEVICE, first = 0): Envelope {
  const start = TEST_DAY + day * DAY_MS;
  return envelope(
    Array.from({ length: count }, (_, n) => {
      const measuredAt = start + (first + n) * MINUTE_MS;
      return { deviceId, measuredAt, quality: 0, packed: packValues({ acPower: first + n }) };
    }),
  );
}

async function open(now: Instant = TEST_DAY + DAY_MS / 2) {
  const dir = await temporaryDirectory();
  const clock = new VirtualClock(now);
  const stores = await openTenantStores({ dir, clock });
  return { stores, clock, readings: stores.readings.forTenant(testScope()), dir };
}

/** Rows in the tables, looked at from outside. */
function counts(dir: string): { hot: number; hotDays: number; chunks: number } {
  using database = new DatabaseSync(join(dir, `${testScope().tenantId}.db`), { readOnly: true });
  const count = (table: string): number =>
    Number(database.prepare(`select count(*) as n from ${table}`).get()?.["n"]);
  return { hot: count("hot"), hotDays: count("hot_days"), chunks: count("chunks") };
}

async function powers(stores: TenantStores): Promise<number[]> {
  const span = { start: TEST_DAY - 10 * DAY_MS, end: TEST_DAY + 10 * DAY_MS };
  const query = { deviceIds: [DEVICE], points: ["acPower"], span };
  const all: number[] = [];
  for await (const page of stores.readings.forTenant(testScope()).read(query))
    all.push(...(page.values["acPower"] ?? []));
  return all;
}

test("closed days become chunks, today stays hot, reads do not change", async () => {
  const { stores, readings, clock, dir } = await open(TEST_DAY - DAY_MS / 2);
  await readings.append([minutes(-1, 20)]);
  clock.set(TEST_DAY + DAY_MS / 2);
  await readings.append([minutes(0, 20)]);
  const before = await powers(stores);
  const report = await stores.seal({ before: clock.now() });
  expect(report).toEqual({ days: 1, readings: 20, isDone: true });
  expect(counts(dir)).toEqual({ hot: 20, hotDays: 1, chunks: 1 });
  expect(await powers(stores)).toEqual(before);
  expect(await stores.seal({ before: clock.now() })).toEqual({
    days: 0,
    readings: 0,
    isDone: true,
  });
  await stores[Symbol.asyncDispose]();
});

test("a limit ends it between days, and it goes on where it was", async () => {
  const { stores, readings, clock } = await open();
  for (let device = 0; device < 5; device++)
    await readings.append([minutes(0, 3, testId(200 + device))]);
  clock.advance(DAY_MS);
  expect(await stores.seal({ before: clock.now(), maxDays: 2 })).toMatchObject({
    days: 2,
    isDone: false,
  });
  expect(await stores.seal({ before: clock.now(), deadlineMs: 0 })).toMatchObject({
    days: 0,
    isDone: false,
  });
  expect(await stores.seal({ before: clock.now() })).toMatchObject({ days: 3, isDone: true });
  await stores[Symbol.asyncDispose]();
});

test("appends go on while it seals", async () => {
  const { stores, readings, clock } = await open();
  for (let device = 0; device < 30; device++)
    await readings.append([minutes(0, 300, testId(200 + device))]);
  clock.advance(DAY_MS);
  const order: string[] = [];
  const sealed = stores.seal({ before: clock.now() }).then(() => order.push("sealed"));
  await readings.append([minutes(1, 1)]).then(() => order.push("appended"));
  await sealed;
  expect(order).toEqual(["appended", "sealed"]);
  await stores[Symbol.asyncDispose]();
});

test("a late reading opens its own chunk only; sealing closes it again", async () => {
  const { stores, readings, clock, dir } = await open();
  await readings.append([minutes(0, 30), minutes(0, 30, testId(101))]);
  clock.advance(DAY_MS);
  await stores.seal({ before: clock.now() });
  expect(counts(dir)).toEqual({ hot: 0, hotDays: 0, chunks: 2 });
  const [result] = await readings.append([minutes(0, 1, DEVICE, 40)]);
  expect(result?.verdicts).toEqual(["stored"]);
  expect(counts(dir)).toEqual({ hot: 31, hotDays: 1, chunks: 1 });
  await stores.seal({ before: clock.now() });
  expect(counts(dir)).toEqual({ hot: 0, hotDays: 0, chunks: 2 });
  expect(await powers(stores)).toEqual([...Array(30).keys(), 40]);
  await stores[Symbol.asyncDispose]();
});

test("a sealed day delivered again leaves its chunk alone", async () => {
  const { stores, readings, clock, dir } = await open();
  const delivery = minutes(0, 30);
  await readings.append([delivery]);
  clock.advance(DAY_MS);
  await stores.seal({ before: clock.now() });
  const [result] = await readings.append([
    { ...delivery, readings: delivery.readings.slice(3, 5) },
  ]);
  expect(result).toEqual({ verdicts: ["duplicate", "duplicate"], touched: [0, 1] });
  expect(counts(dir)).toEqual({ hot: 0, hotDays: 0, chunks: 1 });
  await stores[Symbol.asyncDispose]();
});

test("a closed day that comes at once is a chunk without having been hot", async () => {
  const { stores, readings, dir } = await open();
  await readings.append([minutes(-3, 1_440)]);
  expect(counts(dir)).toEqual({ hot: 0, hotDays: 0, chunks: 1 });
  const [more] = await readings.append([minutes(-3, 80, DEVICE, 1_400)]);
  expect(new Set(more?.verdicts)).toEqual(new Set(["stored", "duplicate"]));
  expect(counts(dir)).toEqual({ hot: 0, hotDays: 0, chunks: 2 });
  expect(await powers(stores)).toHaveLength(1_480);
  await stores[Symbol.asyncDispose]();
});

test("replaced readings keep their history through sealing", async () => {
  const { stores, readings, clock } = await open();
  const at = { measuredAt: TEST_DAY };
  await readings.append([envelope([reading({ acPower: 1 }, at)], { receivedAt: TEST_DAY + 1 })]);
  await readings.append([envelope([reading({ acPower: 2 }, at)], { receivedAt: TEST_DAY + 2 })]);
  const before = await readings.history(DEVICE, TEST_DAY);
  expect(before).toHaveLength(2);
  clock.advance(DAY_MS);
  await stores.seal({ before: clock.now() });
  expect(await readings.history(DEVICE, TEST_DAY)).toEqual(before);
  expect(await powers(stores)).toEqual([2]);
  await stores[Symbol.asyncDispose]();
});
