import { MINUTE_MS, SolarmonError, type UsageBooking } from "@solarmon/core";
import { MemoryUsageLedger } from "@solarmon/core/memory";
import { TEST_DAY, testId, testScope, VirtualClock } from "@solarmon/core/testing";
import { UsageMeter } from "@solarmon/ingest";
import { expect, test } from "vitest";

const TENANT = testId(1);

function openMeter() {
  const clock = new VirtualClock(TEST_DAY);
  const inner = new MemoryUsageLedger();
  const state: { fault: "none" | "before" | "behind" } = { fault: "none" };
  const errors: SolarmonError[] = [];
  const ledger = {
    async book(bookings: readonly UsageBooking[]) {
      if (state.fault === "before") throw new SolarmonError("unavailable", "down");
      await inner.book(bookings);
      if (state.fault === "behind") throw new SolarmonError("unavailable", "the answer was lost");
    },
  };
  const meter = new UsageMeter({ ledger, clock, onError: (error) => errors.push(error) });
  const days = () => inner.days(testScope(1), { start: 0, end: 1e15 });
  return { meter, clock, state, errors, days };
}

test("counts are booked with the next flush, on the day on which they were counted", async () => {
  const { meter, clock, days } = openMeter();
  meter.count(TENANT, "apiCalls");
  meter.count(TENANT, "readingsRefused", 3);
  clock.advance(24 * 60 * MINUTE_MS);
  meter.count(TENANT, "apiCalls");
  meter.count(testId(2), "apiCalls");
  await expect(days()).resolves.toEqual([]);
  await meter.flush();
  await meter.flush();
  await expect(days()).resolves.toMatchObject([
    { apiCalls: 1, readingsRefused: 3 },
    { apiCalls: 1, readingsRefused: 0 },
  ]);
  await meter[Symbol.asyncDispose]();
});

test.each(["before", "behind"] as const)(
  "what cannot be booked, told %s it was done, counts once in the end",
  async (fault) => {
    const { meter, state, errors, days } = openMeter();
    meter.count(TENANT, "apiCalls");
    state.fault = fault;
    await meter.flush();
    meter.count(TENANT, "apiCalls");
    await meter.flush();
    expect(errors).toHaveLength(2);
    state.fault = "none";
    await meter[Symbol.asyncDispose]();
    await expect(days()).resolves.toMatchObject([{ apiCalls: 2 }]);
  },
);

test("of a live view every minute that begins counts, once", async () => {
  const { meter, clock, days } = openMeter();
  const end = meter.beginLive(TENANT);
  const minutes = async () => {
    await meter.flush();
    return (await days())[0]?.liveMinutes;
  };
  await expect(minutes()).resolves.toBe(1);
  clock.advance(MINUTE_MS - 1);
  await expect(minutes()).resolves.toBe(1);
  clock.advance(1);
  await expect(minutes()).resolves.toBe(2);
  clock.advance(3 * MINUTE_MS);
  end();
  end();
  clock.advance(10 * MINUTE_MS);
  await expect(minutes()).resolves.toBe(5);
  await meter[Symbol.asyncDispose]();
});

test("processes count side by side", async () => {
  const ledger = new MemoryUsageLedger();
  await using other = new UsageMeter({ ledger });
  other.count(TENANT, "apiCalls");
  await using another = new UsageMeter({ ledger });
  another.count(TENANT, "apiCalls");
  await other.flush();
  await another.flush();
  const [day] = await ledger.days(testScope(1), { start: 0, end: 1e15 });
  expect(day?.apiCalls).toBe(2);
});
