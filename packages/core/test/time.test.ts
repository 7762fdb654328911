import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  parseIsoInstant,
  SECOND_MS,
  systemClock,
  utcDay,
} from "@solarmon/core";
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

test.for([
  ["2026-02-28T12:00:00Z", Date.UTC(2026, 1, 28, 12)],
  ["2024-02-29T00:00:00+02:00", Date.UTC(2024, 1, 28, 22)],
  ["2026-02-29T00:00:00Z", Number.NaN],
  ["2026-02-30T00:00:00Z", Number.NaN],
  ["2026-06-31T23:59:59-10:00", Number.NaN],
  ["2026-13-01T00:00:00Z", Number.NaN],
] as const)("%s is %d: a day that does not exist is no instant", ([text, at]) => {
  expect(parseIsoInstant(text)).toBe(at);
});
