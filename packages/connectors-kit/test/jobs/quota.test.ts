import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { ConnectorError, createMemoryHost, type QuotaRule } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor, LIGHT } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 1, 6);
const MONTHLY: readonly QuotaRule[] = [
  { name: "minute", limit: 10, period: "minute" },
  { name: "month", limit: 1_000, period: "month" },
];
const DAILY: readonly QuotaRule[] = [{ name: "day", limit: 24, period: "day" }];
const TIGHT: readonly QuotaRule[] = [
  { name: "minute", limit: 1, period: "minute" },
  { name: "day", limit: 24, period: "day" },
];

const PLANS = { MONTHLY, DAILY, TIGHT };

for (const [name, quotas] of Object.entries(PLANS))
  test(`${name}: a month with an outage of a week: nothing refused, the budget used, the gap filled`, async () => {
    const clock = new VirtualClock(MORNING);
    const vendor = new FakeVendor(clock, ["a"], { quotas, historySpanMs: 7 * DAY_MS });
    const link = await BenchLink.open(vendor, clock);
    await link.runFor(5 * DAY_MS);
    const outage = { start: clock.now(), end: clock.now() + 7 * DAY_MS };
    vendor.fault = new ConnectorError("transient", "acme", "503");
    await link.runUntil(outage.end);
    vendor.fault = null;
    await link.runFor(16 * DAY_MS);
    expect(vendor.counter.refused).toBe(0);
    expect(link.sink.holds("a", vendor.readings(outage.start, outage.end))).toBe(true);
    const calm = { start: outage.end + 2 * DAY_MS, end: outage.end + 16 * DAY_MS };
    // Most of the calls are polls, and most of the budget is used.
    const polls = vendor.count("poll", calm) / 14;
    expect(polls).toBeGreaterThan(0.6 * (quotas === MONTHLY ? 33 : 24));
    expect(link.jobs.gaps().filter(({ state }) => state !== "filled")).toEqual([]);
  });

test("calls of a scarce budget lie all over the light", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { quotas: DAILY });
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(12 * DAY_MS);
  const day = { start: MORNING + 10 * DAY_MS, end: MORNING + 10 * DAY_MS + 12 * HOUR_MS };
  const polls = vendor.asked.filter(
    ({ at, what }) => what.startsWith("poll") && at >= day.start && at < day.end,
  );
  for (let part = 0; part < 4; part += 1) {
    const [start, end] = [day.start + part * 3 * HOUR_MS, day.start + (part + 1) * 3 * HOUR_MS];
    expect(polls.filter(({ at }) => at >= start && at < end).length).toBeGreaterThanOrEqual(3);
  }
});

test("links that share a key share its calls: none is refused, none starves", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { quotas: MONTHLY });
  const host = await createMemoryHost(vendor, {}, { clock });
  const open = (index: number): Promise<BenchLink> =>
    BenchLink.open(vendor, clock, { id: `link-${index}`, host });
  const links = await Promise.all(Array.from({ length: 8 }, (_, index) => open(index)));
  for (let at = MORNING; at < MORNING + 30 * DAY_MS; at += 5 * 60_000)
    if (LIGHT.next(at).start <= at || at % HOUR_MS === 0)
      for (const link of links) await link.runUntil(at);
  expect(vendor.counter.refused).toBe(0);
  expect(vendor.counter.answered).toBeGreaterThan(800);
  const polls = links.map(({ reports }) => reports.filter(({ job }) => job === "poll").length);
  expect(Math.min(...polls)).toBeGreaterThan(0.5 * Math.max(...polls));
});

test("a poll that costs more than a minute allows goes on with the other sites", async () => {
  const clock = new VirtualClock(MORNING);
  const keys = Array.from({ length: 25 }, (_, index) => `s${index}`);
  const vendor = new FakeVendor(clock, keys, { quotas: MONTHLY.slice(0, 1) });
  vendor.callsPerSite = 1;
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(6 * HOUR_MS);
  expect(vendor.counter.refused).toBe(0);
  const sizes = keys.map((key) => link.sink.live.get(key)?.size ?? 0);
  expect(Math.min(...sizes)).toBeGreaterThan(0.8 * Math.max(...sizes));
  expect(link.jobs.gaps()).toEqual([]);
});

test("a gap that waits for calls says so", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { quotas: DAILY });
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - 100 * DAY_MS });
  await link.runFor(DAY_MS);
  expect(link.jobs.gaps()[0]).toMatchObject({ state: "waiting_for_quota" });
});
