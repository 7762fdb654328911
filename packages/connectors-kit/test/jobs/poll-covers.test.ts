import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { ConnectorError } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor } from "./support/fake-vendor.ts";

const START_AT = Date.UTC(2026, 5, 1, 6);
const DOWN = new ConnectorError("transient", "acme", "down");

/** Eight hours of sun without an answer, and what is known an hour later of the hours before. */
async function afterOutage(pollCoversMs: number): Promise<BenchLink> {
  const clock = new VirtualClock(START_AT);
  const vendor = new FakeVendor(clock);
  vendor.pollCoversMs = pollCoversMs;
  const bench = await BenchLink.open(vendor, clock);
  await bench.runFor(2 * HOUR_MS);
  vendor.fault = DOWN;
  await bench.runFor(8 * HOUR_MS);
  vendor.fault = null;
  vendor.historyFault = new ConnectorError("permission", "acme", "no history now");
  await bench.runFor(HOUR_MS);
  return bench;
}

test("a poll that covers an outage leaves no gap", async () => {
  const bench = await afterOutage(12 * HOUR_MS);
  expect(bench.jobs.gaps()).toEqual([]);
  expect(bench.vendor.count("history")).toBe(0);
  const readings = bench.vendor.readings(START_AT + HOUR_MS, START_AT + 10 * HOUR_MS);
  expect(bench.sink.holds("a", readings)).toBe(true);
});

test("of an outage that a poll covers in part the rest is a gap", async () => {
  const [gap] = (await afterOutage(2 * HOUR_MS)).jobs.gaps();
  const [whole] = (await afterOutage(0)).jobs.gaps();
  expect(gap?.start).toBe(whole?.start);
  expect((whole?.end ?? 0) - (gap?.end ?? 0)).toBeGreaterThan(1.9 * HOUR_MS);
});

test("where a month's calls are few, devices are looked for once a week", async () => {
  const clock = new VirtualClock(START_AT);
  const quotas = [{ name: "month", limit: 500, period: "month" }] as const;
  const bench = await BenchLink.open(new FakeVendor(clock, ["a"], { quotas }), clock);
  await bench.runFor(8 * DAY_MS);
  expect(bench.vendor.count("discover")).toBe(2);
});
