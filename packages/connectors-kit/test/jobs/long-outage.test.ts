import { DAY_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { ConnectorError, type QuotaRule } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 1, 6);
const MONTHLY: readonly QuotaRule[] = [
  { name: "minute", limit: 10, period: "minute" },
  { name: "month", limit: 1_000, period: "month" },
];

test("a vendor that says 'too often' for days is asked ever more rarely, and polled as before afterwards", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { quotas: MONTHLY, historySpanMs: DAY_MS });
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(2 * DAY_MS);
  const outage = { start: clock.now(), end: clock.now() + 5 * DAY_MS };
  while (clock.now() < outage.end) {
    const retryAt = clock.now() + 2 * MINUTE_MS;
    vendor.fault = new ConnectorError("rate", "acme", "429", { status: 429, retryAt });
    await link.runUntil(Math.min(outage.end, clock.now() + MINUTE_MS));
  }
  // A month has a thousand: what fails is counted, too.
  expect(vendor.asked.filter(({ at }) => at >= outage.start).length).toBeLessThan(200);
  vendor.fault = null;
  await link.runFor(6 * DAY_MS);
  const after = { start: outage.end + 2 * DAY_MS, end: outage.end + 6 * DAY_MS };
  expect(vendor.count("poll", after) / 4).toBeGreaterThan(20);
  expect(link.jobs.gaps().filter(({ state }) => state !== "filled")).toEqual([]);
});

test("sites that fail one by one do not make the link forget how long it has failed", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { quotas: MONTHLY });
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(DAY_MS);
  const start = clock.now();
  const error = new ConnectorError("transient", "acme", "502", { status: 502 });
  vendor.siteFaults.set("a", error);
  vendor.discoverFault = error;
  await link.runFor(3 * DAY_MS);
  const discoveries = vendor.asked.filter(({ at, what }) => at >= start && what === "discover");
  expect(discoveries.length).toBeLessThan(3 * 50);
});
