import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, systemClock, utcDay } from "@solarmon/core";
import { TEST_DAY, VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";

test("the units of time make up each other", () => {
  expect([MINUTE_MS / SECOND_MS, HOUR_MS / MINUTE_MS, DAY_MS / HOUR_MS]).toEqual([60, 60, 24]);
});

test.for([
  [0, 0],
  [DAY_MS - 1, 0],
  [DAY_MS, 1],
  [-1, -1],
  [TEST_DAY, 19_884],
])("instant %d lies in UTC day %d", ([at, day]) => {
  expect(utcDay(at ?? 0)).toBe(day);
});

test("the system's clock is that of the system, a virtual one moves when told", () => {
  const before = Date.now();
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
  const clock = new VirtualClock(100);
  clock.advance(5);
  expect([clock.now(), clock.now()]).toEqual([105, 105]);
  clock.set(50);
  expect(clock.now()).toBe(50);
});
