import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Daylight, planCalls, shareCalls } from "../src/index.ts";

const MIDNIGHT = Date.UTC(2026, 5, 1);

/** Light from 6 to 18 UTC. */
const EVEN: Daylight = {
  next: (at) => {
    const day = Math.floor((at - 18 * HOUR_MS) / DAY_MS + 1) * DAY_MS;
    return { start: day + 6 * HOUR_MS, end: day + 18 * HOUR_MS };
  },
};
const POLAR_NIGHT: Daylight = { next: () => ({ start: Infinity, end: Infinity }) };

const DAY_PLAN = {
  now: MIDNIGHT,
  until: MIDNIGHT + DAY_MS,
  daylight: EVEN,
  minIntervalMs: 5 * MINUTE_MS,
};

test("a day's calls lie evenly in its light", () => {
  const hours = planCalls({ ...DAY_PLAN, calls: 6 }).map((at) => (at - MIDNIGHT) / HOUR_MS);
  expect(hours).toEqual([7, 9, 11, 13, 15, 17]);
});

test("at noon the rest of the budget lies in the rest of the light", () => {
  const calls = planCalls({ ...DAY_PLAN, now: MIDNIGHT + 12 * HOUR_MS, calls: 3 });
  expect(calls.map((at) => (at - MIDNIGHT) / HOUR_MS)).toEqual([13, 15, 17]);
});

test("links of one key with phases of their own do not meet", () => {
  const links = [0, 0.25, 0.5, 0.75].map((phase) => planCalls({ ...DAY_PLAN, calls: 6, phase }));
  expect(new Set(links.flat()).size).toBe(24);
  expect(links[0]?.[0]).toBe(MIDNIGHT + 6 * HOUR_MS);
});

test("a month's calls lie in all of its days", () => {
  const until = MIDNIGHT + 30 * DAY_MS;
  const calls = planCalls({ ...DAY_PLAN, until, calls: 900 });
  const perDay = Map.groupBy(calls, (at) => Math.floor(at / DAY_MS));
  expect(perDay.size).toBe(30);
  for (const day of perDay.values()) expect(day).toHaveLength(30);
});

test("no data is newer than the vendor's interval, however large the budget", () => {
  expect(planCalls({ ...DAY_PLAN, calls: 1e9 })).toHaveLength(12 * 12);
});

test("no light or no budget: no calls", () => {
  expect(planCalls({ ...DAY_PLAN, daylight: POLAR_NIGHT, calls: 10 })).toEqual([]);
  expect(planCalls({ ...DAY_PLAN, calls: 0 })).toEqual([]);
  expect(planCalls({ ...DAY_PLAN, calls: 0.9 })).toEqual([]);
});

test("calls rise, stay in the light, keep the interval and the budget", () => {
  const plans = fc.record({
    now: fc.integer({ min: MIDNIGHT, max: MIDNIGHT + 3 * DAY_MS }),
    until: fc.integer({ min: MIDNIGHT, max: MIDNIGHT + 40 * DAY_MS }),
    calls: fc.integer({ min: 0, max: 2_000 }),
    minIntervalMs: fc.integer({ min: MINUTE_MS, max: 3 * HOUR_MS }),
  });
  fc.assert(
    fc.property(plans, (plan) => {
      const calls = planCalls({ ...plan, daylight: EVEN });
      expect(calls.length).toBeLessThanOrEqual(plan.calls);
      for (const [index, at] of calls.entries()) {
        const { start, end } = EVEN.next(at);
        expect(at >= start && at < end && at >= plan.now && at < plan.until).toBe(true);
        expect(at - (calls[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(plan.minIntervalMs - 1);
      }
    }),
  );
});

test("rounding pushes no call into the dark", () => {
  const [now, until] = [1_780_509_600_000, 1_780_855_200_000];
  const plan = { now, until, calls: 1_238, minIntervalMs: MINUTE_MS, daylight: EVEN };
  expect(planCalls(plan).filter((at) => at < EVEN.next(at).start)).toEqual([]);
});

test("polls go first, but a gap is filled on the smallest plan", () => {
  expect(shareCalls(100, { poll: 60, reRead: 5, fill: 80 })).toEqual({
    poll: 60,
    reRead: 5,
    fill: 35,
  });
  expect(shareCalls(10, { poll: 60, reRead: 0, fill: 80 })).toEqual({
    poll: 9,
    reRead: 0,
    fill: 1,
  });
  expect(shareCalls(10, { poll: 60, reRead: 0, fill: 0 })).toEqual({
    poll: 10,
    reRead: 0,
    fill: 0,
  });
  expect(shareCalls(0, { poll: 60, reRead: 2, fill: 1 })).toEqual({ poll: 0, reRead: 0, fill: 0 });
});

test("a budget is shared out whole, and once", () => {
  const some = fc.nat(200);
  fc.assert(
    fc.property(some, some, some, some, (remaining, poll, reRead, fill) => {
      const shared = shareCalls(remaining, { poll, reRead, fill });
      expect(Math.min(shared.poll, shared.reRead, shared.fill)).toBeGreaterThanOrEqual(0);
      const wanted = poll + reRead + fill;
      expect(shared.poll + shared.reRead + shared.fill).toBe(Math.min(remaining, wanted));
    }),
  );
});
