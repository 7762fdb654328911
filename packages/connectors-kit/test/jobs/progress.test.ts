import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ConnectorError } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 10, 8);

test("a restart knows devices, costs, gaps and what kept the vendor from answering", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a", "b"]);
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - DAY_MS });
  await link.runFor(HOUR_MS);
  vendor.fault = new ConnectorError("transient", "acme", "503");
  await link.runFor(3 * HOUR_MS);
  const { progress, health } = link.status;
  const gaps = link.jobs.gaps();
  link.restart();
  expect(link.status.progress).toBe(progress);
  expect(link.status.health).toBe(health);
  expect(link.jobs.gaps()).toEqual(gaps);
  vendor.fault = null;
  await link.runFor(HOUR_MS);
  expect(vendor.count("discover")).toBe(1);
  expect(link.jobs.gaps().filter(({ cause }) => cause === "unreachable")).toHaveLength(2);
});

test("while nobody ran the jobs, there is a gap, too", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(HOUR_MS);
  clock.advance(DAY_MS);
  link.restart();
  expect(link.jobs.gaps()).toMatchObject([{ cause: "not_running", state: "not_started" }]);
  await link.runFor(HOUR_MS);
  expect(link.jobs.gaps()).toMatchObject([{ cause: "not_running", state: "filled" }]);
  expect(link.sink.holds("a", vendor.readings(MORNING, clock.now() - HOUR_MS))).toBe(true);
});

test("progress stays short, however much happened", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - DAY_MS });
  for (let week = 0; week < 20; week += 1) {
    await link.runFor(3 * DAY_MS);
    vendor.historyFault = new ConnectorError("transient", "acme", "503");
    for (let day = 0; day < 40; day += 3)
      link.jobs.fill("a", {
        start: MORNING - (day + 2) * DAY_MS,
        end: MORNING - (day + 1) * DAY_MS,
      });
    expect(link.status.progress?.length).toBeLessThan(2_000);
    vendor.historyFault = null;
  }
});

test("a site that is added is read; one that is taken away is forgotten", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a", "b"]);
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - DAY_MS });
  await link.runFor(HOUR_MS);
  const progress = JSON.parse(link.status.progress ?? "");
  progress.s = { b: progress.s.b, gone: progress.s.a };
  link.restart(JSON.stringify(progress));
  expect(link.jobs.gaps().map(({ siteKey, state }) => `${siteKey} ${state}`)).toEqual([
    "a not_started",
    "b filled",
  ]);
  await link.runFor(HOUR_MS);
  expect(Object.keys(JSON.parse(link.status.progress ?? "").s)).toEqual(["a", "b"]);
  expect(link.sink.holds("a", vendor.readings(MORNING - DAY_MS, MORNING))).toBe(true);
});

test("progress that cannot be read is started anew, and the link says so", async () => {
  const clock = new VirtualClock(MORNING);
  const link = await BenchLink.open(new FakeVendor(clock), clock, { fillFrom: MORNING - DAY_MS });
  for (const progress of ["", "{", "[]", "null", '{"v":2}', '{"v":1}', '{"v":1,"s":{"a":[]}}']) {
    link.restart(progress);
    expect(link.status).toMatchObject({
      health: "degraded",
      reason: "the progress kept for this link could not be read: started anew",
    });
    expect(link.jobs.gaps()).toMatchObject([{ cause: "first_connect", state: "not_started" }]);
  }
});

test("no text makes it throw, whatever is wrong with it", async () => {
  const clock = new VirtualClock(MORNING);
  const link = await BenchLink.open(new FakeVendor(clock), clock, { fillFrom: MORNING - DAY_MS });
  await link.runFor(HOUR_MS);
  const good = link.status.progress ?? "";
  const cut = fc.record({
    at: fc.nat(good.length),
    length: fc.nat(9),
    put: fc.string({ maxLength: 4 }),
  });
  fc.assert(
    fc.property(cut, ({ at, length, put }) => {
      link.restart(good.slice(0, at) + put + good.slice(at + length));
      expect(link.jobs.gaps().length).toBeGreaterThan(0);
      expect(() => JSON.parse(link.status.progress ?? "")).not.toThrow();
    }),
  );
});
