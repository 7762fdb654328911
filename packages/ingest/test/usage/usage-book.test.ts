import { SolarmonError, type UsageBooking } from "@solarmon/core";
import { MemoryUsageLedger } from "@solarmon/core/memory";
import { testId, testScope } from "@solarmon/core/testing";
import { UsageBook } from "@solarmon/ingest";
import { expect, test } from "vitest";

const USAGE = {
  tenantId: testId(1),
  day: 20_000,
  plant: { id: testId(10), dcKwp: 5 },
  pointsIngested: 4,
  pointsStored: 3,
};

function openBook() {
  const inner = new MemoryUsageLedger();
  const calls: (readonly UsageBooking[])[] = [];
  const state = { isDown: false };
  const ledger = {
    async book(bookings: readonly UsageBooking[]) {
      await Promise.resolve();
      if (state.isDown) throw new SolarmonError("unavailable", "down");
      calls.push(bookings);
      await inner.book(bookings);
    },
  };
  const days = () => inner.days(testScope(1), { start: 0, end: 1e15 });
  return { book: new UsageBook(ledger), calls, state, days };
}

test("what could not be booked is booked later, and is not overtaken by what comes behind it", async () => {
  const { book, state, days } = openBook();
  book.add("log/0", "1", USAGE);
  state.isDown = true;
  const first = book.flush();
  book.add("log/0", "2", USAGE);
  const second = book.flush();
  await expect(first).rejects.toMatchObject({ code: "unavailable" });
  await expect(second).rejects.toMatchObject({ code: "unavailable" });
  expect(book.size).toBe(2);
  state.isDown = false;
  await book.flush();
  expect(book.size).toBe(0);
  await expect(days()).resolves.toMatchObject([{ pointsIngested: 8, pointsStored: 6 }]);
});

test("a plant is told once a day, and again when its nameplate changed", async () => {
  const { book, calls, days } = openBook();
  for (const [position, dcKwp, day] of [
    ["1", 5, 20_000],
    ["2", 5, 20_000],
    ["3", 6, 20_000],
    ["4", 6, 20_001],
  ] as const) {
    book.add("log/0", position, { ...USAGE, day, plant: { id: testId(10), dcKwp } });
    await book.flush();
  }
  expect(calls.map(([first]) => first?.plant?.dcKwp)).toEqual([5, undefined, 6, 6]);
  await expect(days()).resolves.toMatchObject([
    { plantsMonitored: 1, kwpMonitored: 6 },
    { plantsMonitored: 1, kwpMonitored: 6 },
  ]);
});

test("nothing to book is no call", async () => {
  const { book, calls } = openBook();
  await book.flush();
  expect(calls).toEqual([]);
});
