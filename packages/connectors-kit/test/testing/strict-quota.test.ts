import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { QuotaRule } from "../../src/index.ts";
import { StrictQuota } from "../../src/testing/server/strict-quota.ts";

const LENGTH_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

test("a rolling limit holds in every stretch of its length", () => {
  const period = fc.constantFrom("minute", "hour", "day");
  const steps = fc.array(fc.integer({ min: 0, max: 30 * MINUTE_MS }), { maxLength: 60 });
  fc.assert(
    fc.property(period, fc.integer({ min: 1, max: 5 }), steps, (name, limit, waits) => {
      const quota = new StrictQuota([{ name, limit, period: name }]);
      const calls: number[] = [];
      let now = Date.UTC(2024, 0);
      for (const wait of waits) {
        calls.push((now += wait));
        const count = calls.filter((at) => at > now - LENGTH_MS[name]).length;
        expect(quota.isOver(now)).toBe(count > limit);
      }
    }),
  );
});

test.each<[QuotaRule["period"], string, string]>([
  ["month", "2024-01-31T23:59:59Z", "2024-02-01T00:00:00Z"],
  ["day", "2024-01-31T23:59:59Z", "2024-02-01T00:00:00Z"],
  ["hour", "2024-01-31T22:59:59Z", "2024-01-31T23:00:00Z"],
])("a calendar %s starts anew", (period, last, next) => {
  const quota = new StrictQuota([{ name: "calls", limit: 1, period, reset: "calendar" }]);
  expect(quota.isOver(Date.parse(last))).toBe(false);
  expect(quota.isOver(Date.parse(last))).toBe(true);
  expect(quota.isOver(Date.parse(next))).toBe(false);
});
