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
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { missingPostgres } from "../../../../scripts/services/postgres.ts";
import { openStores, startTestServer, type TestServer } from "../support/test-database.ts";

const DEVICE = testId(100);
const scope = testScope();
const MAX_PAGE_READINGS = 100_000;

/** A day of few readings stays in hot rows, one of many becomes a chunk. */
function day(n: number, count: number): Instant[] {
  return Array.from({ length: count }, (_, step) => TEST_DAY + n * DAY_MS + step * MINUTE_MS);
}

describe.skipIf(missingPostgres())("pages of readings", () => {
  let server: TestServer;
  let stores: PostgresStores;
  beforeAll(async () => {
    server = await startTestServer();
    stores = await openStores(await server.database(), { clock: new VirtualClock() });
  }, 60_000);
  beforeEach(() => stores.readings.deleteTenant(scope));
  afterAll(async () => {
    await stores[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  }, 60_000);

  async function append(times: readonly Instant[]): Promise<void> {
    const given = times.map((measuredAt) =>
      reading({ acPower: 1 }, { deviceId: DEVICE, measuredAt }),
    );
    for (let from = 0; from < given.length; from += 10_000)
      await stores.readings.forTenant(scope).append([envelope(given.slice(from, from + 10_000))]);
  }

  async function read(start: Instant, end: Instant) {
    const times: number[] = [];
    const sizes: number[] = [];
    const query = { deviceIds: [DEVICE], points: ["acPower"], span: { start, end } };
    for await (const { measuredAt } of stores.readings.forTenant(scope).read(query)) {
      times.push(...measuredAt);
      sizes.push(measuredAt.length);
    }
    return { times, sizes };
  }

  test(
    "hold every reading of many days, in hot rows and chunks by turns",
    { timeout: 120_000 },
    async () => {
      const days = Array.from({ length: 150 }, (_, n) => n - 150);
      const times = days.flatMap((n) => day(n, n % 3 === 0 ? 40 : 2));
      await append(times);
      await append(days.filter((n) => n % 9 === 0).map((n) => TEST_DAY + n * DAY_MS + 30_000)); // late
      const expected = [
        ...times,
        ...days.filter((n) => n % 9 === 0).map((n) => TEST_DAY + n * DAY_MS + 30_000),
      ].toSorted((a, b) => a - b);
      const all = await read(0, TEST_DAY + DAY_MS);
      expect(all.times).toEqual(expected);
      const [start, end] = [TEST_DAY - 120 * DAY_MS + MINUTE_MS, TEST_DAY - 20 * DAY_MS + 1];
      const part = await read(start, end);
      expect(part.times).toEqual(expected.filter((at) => at >= start && at < end));
    },
  );

  test.each([
    ["hot rows", false],
    ["a chunk", true],
  ])(
    "are bounded for a day of over 100,000 readings in %s",
    { timeout: 120_000 },
    async (_, isSealed) => {
      const count = MAX_PAGE_READINGS + 20_000;
      const before = day(-1, 3);
      const start = TEST_DAY + 10 * 3_600_000; // later than the clock: an open day
      const times = Array.from({ length: count }, (_unused, n) => start + n * 300);
      await append([...before, ...times]);
      if (isSealed) await stores.seal({ before: TEST_DAY + DAY_MS });
      const { times: found, sizes } = await read(0, TEST_DAY + 2 * DAY_MS);
      expect(found).toEqual([...before, ...times]);
      for (const size of sizes) expect(size).toBeLessThanOrEqual(MAX_PAGE_READINGS);
    },
  );

  test("hold days that only the end of the span touches", async () => {
    const some = [...day(-40, 2), ...day(-39, 2), ...day(0, 2)];
    await append(some);
    await expect(read(TEST_DAY, TEST_DAY + 1)).resolves.toMatchObject({ times: [TEST_DAY] });
    await expect(read(TEST_DAY + 1, TEST_DAY + 1)).resolves.toMatchObject({ times: [] });
    const late = Array.from({ length: 40 }, (_, n) => TEST_DAY - (60 + n) * DAY_MS);
    await append(late);
    const from = TEST_DAY - 99 * DAY_MS + 1; // 32 days with hot rows, the first of which has none in the span
    const { times } = await read(from, TEST_DAY + DAY_MS);
    expect(times).toEqual([...late.toReversed().filter((at) => at >= from), ...some]);
  });
});
