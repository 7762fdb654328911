import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { ConnectorError } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 10, 8);

async function openDownVendor() {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  vendor.fault = new ConnectorError("transient", "acme", "503");
  const link = await BenchLink.open(vendor, clock);
  return { clock, vendor, link };
}

test("a first discovery that fails is tried again like a poll, and what follows is a poll at once", async () => {
  const { clock, vendor, link } = await openDownVendor();
  await link.runFor(HOUR_MS);
  const tries = vendor.count("discover");
  expect(tries).toBeGreaterThan(5);
  expect(tries).toBeLessThan(20);
  expect(link.status.health).toBe("unreachable");
  vendor.fault = null;
  const { nextAt } = link.jobs;
  expect(nextAt - clock.now()).toBeLessThanOrEqual(15 * MINUTE_MS);
  await link.runUntil(nextAt);
  const jobs = link.reports.slice(tries).map(({ job }) => job);
  expect(jobs.slice(0, 2)).toEqual(["discover", "poll"]);
  expect(link.status).toMatchObject({ health: "ok", lastPolledAt: nextAt });
});

test("a restart in between does not keep the first poll waiting", async () => {
  const { clock, vendor, link } = await openDownVendor();
  await link.runFor(10 * MINUTE_MS);
  link.restart();
  vendor.fault = null;
  await link.runUntil(clock.now());
  expect(link.status).toMatchObject({ health: "ok", lastPolledAt: clock.now() });
});

test("a refusal of the first discovery alone keeps no site from being polled", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  vendor.failAfter = { calls: 0, error: new ConnectorError("protocol", "acme", "not JSON") };
  const link = await BenchLink.open(vendor, clock);
  await link.runUntil(MORNING);
  expect(link.status.lastPolledAt).toBe(MORNING);
});
