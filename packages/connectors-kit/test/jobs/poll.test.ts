import { DAY_MS, HOUR_MS, MINUTE_MS, SolarmonError } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { ConnectorError, createLinkJobs, createMemoryHost } from "../../src/index.ts";
import { BenchLink, MemorySink } from "./support/bench-link.ts";
import { FakeVendor, LIGHT, STEP_MS } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 1, 8);
const error = (kind: ConstructorParameters<typeof ConnectorError>[0], retryAt?: number) =>
  new ConnectorError(kind, "acme", `${kind} trouble`, retryAt === undefined ? {} : { retryAt });

test("a link polls as often as there is something new, in light only", async () => {
  const clock = new VirtualClock(MORNING);
  const link = await BenchLink.open(new FakeVendor(clock), clock);
  await link.runFor(DAY_MS);
  // 10 hours left of this day, 2 of the next.
  expect(link.vendor.count("poll")).toBeGreaterThanOrEqual(143);
  expect(link.vendor.count("poll")).toBeLessThanOrEqual(145);
  const dark = link.vendor.asked.filter(({ at }) => LIGHT.next(at).start > at);
  expect(dark.filter(({ what }) => what.startsWith("poll"))).toEqual([]);
  expect(link.status).toMatchObject({ health: "ok", reason: null, until: null });
});

test("a year passes in seconds", async () => {
  const clock = new VirtualClock(MORNING);
  const link = await BenchLink.open(new FakeVendor(clock), clock);
  await link.runFor(365 * DAY_MS);
  expect(link.reports.filter(({ job }) => job === "poll").length).toBeGreaterThan(364 * 144);
  expect(link.reports.filter(({ job }) => job === "re_read").length).toBeGreaterThan(2 * 355);
  expect(link.jobs.gaps()).toEqual([]);
  expect(link.status.health).toBe("ok");
});

test("meters and batteries are polled at night, too", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { isPolledAtNight: true });
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(DAY_MS);
  expect(vendor.count("poll")).toBeGreaterThanOrEqual(287);
});

test("links that start together do not call together, and keep their places over night", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const host = await createMemoryHost(vendor, {}, { clock });
  const links = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      BenchLink.open(vendor, clock, { id: `link-${index}`, host }),
    ),
  );
  for (let at = MORNING; at < MORNING + DAY_MS; at += MINUTE_MS)
    for (const link of links) await link.runUntil(at);
  const minutes = links.map(({ jobs }) => Math.floor(jobs.nextAt / MINUTE_MS) % 5);
  const perMinute = [...Map.groupBy(minutes, (minute) => minute).values()];
  expect(perMinute).toHaveLength(5);
  for (const { length } of perMinute) expect(length).toBeLessThan(30);
});

test("a site that fails hides no other, and is asked again when the vendor may have changed its mind", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a", "b"]);
  const link = await BenchLink.open(vendor, clock);
  vendor.siteFaults.set("b", error("permission"));
  await link.runFor(HOUR_MS);
  expect(link.status).toMatchObject({
    health: "degraded",
    reason: "site b: acme: permission trouble",
  });
  expect(link.sink.live.get("a")?.size).toBeGreaterThanOrEqual(12);
  // The first poll asked for both; after that only for the one that answers.
  expect(vendor.count("poll a b")).toBe(1);
  vendor.siteFaults.clear();
  await link.runFor(6 * HOUR_MS);
  expect(vendor.count("poll a b")).toBeGreaterThan(1);
  expect(link.status).toMatchObject({ health: "ok", reason: null });
  expect(link.jobs.gaps()).toMatchObject([
    { siteKey: "b", cause: "site_failed", state: "filled", start: MORNING },
  ]);
});

test("an empty answer is a success, and no gap by itself", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  vendor.silent = { start: MORNING, end: MORNING + HOUR_MS };
  await link.runFor(2 * HOUR_MS);
  expect(link.status.health).toBe("ok");
  expect(link.jobs.gaps()).toEqual([]);
});

test("a site whose logger was away for hours is read again from where it stopped", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(HOUR_MS);
  vendor.silent = { start: MORNING + HOUR_MS, end: MORNING + 7 * HOUR_MS };
  await link.runFor(6 * HOUR_MS);
  vendor.silent = { start: 0, end: 0 };
  await link.runFor(HOUR_MS);
  const [gap] = link.jobs.gaps();
  expect(gap).toMatchObject({ cause: "no_data", state: "filled" });
  expect(link.sink.holds("a", vendor.readings(MORNING + HOUR_MS, MORNING + 7 * HOUR_MS))).toBe(
    true,
  );
});

test("what the decoder misses is told as a change of the vendor's format, while it lasts", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  vendor.problems = [{ path: "/data/pac", code: "missing_field", detail: "not there" }];
  await link.runFor(10 * MINUTE_MS);
  expect(link.status).toMatchObject({
    health: "degraded",
    reason: "site a: vendor format changed: /data/pac: not there",
  });
  expect(link.sink.live.get("a")?.size).toBeGreaterThan(0);
  vendor.problems = [];
  await link.runFor(10 * MINUTE_MS);
  expect(link.status.health).toBe("ok");
});

test("devices are learned at first, each day, and when a stranger sends readings", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(HOUR_MS);
  expect(link.reports[0]).toMatchObject({ job: "discover", discovered: [{ key: "a" }] });
  expect(vendor.count("discover")).toBe(1);
  vendor.deviceKey = "replacement";
  await link.runFor(HOUR_MS);
  expect(vendor.count("discover")).toBe(2);
  await link.runFor(10 * DAY_MS);
  expect(vendor.count("discover")).toBeGreaterThanOrEqual(11);
  expect(vendor.count("discover")).toBeLessThanOrEqual(13);
});

test("readings that cannot be stored are thrown to whoever schedules, and asked for again", async () => {
  const clock = new VirtualClock(MORNING);
  const sink = new MemorySink();
  const vendor = new FakeVendor(clock);
  const host = await createMemoryHost(vendor, {}, { clock });
  const sites = [{ key: "a", timeZone: "Europe/Berlin", daylight: LIGHT }];
  const options = { id: "1", connector: vendor, settings: {}, host, sites, sink, progress: null };
  const jobs = createLinkJobs({ ...options, fillFrom: MORNING - DAY_MS });
  await jobs.run();
  sink.failure = new Error("disk full");
  for (let attempt = 0; attempt < 5; attempt += 1) {
    clock.set(Math.max(clock.now(), jobs.nextAt));
    await expect(jobs.run()).rejects.toThrow("disk full");
    expect(jobs.nextAt).toBeGreaterThan(clock.now());
  }
  expect(jobs.status().lastPolledAt).toBeNull();
  expect(jobs.gaps()[0]).toMatchObject({ state: "not_started" });
  sink.failure = null;
  while (jobs.nextAt < clock.now() + STEP_MS) {
    clock.set(Math.max(clock.now(), jobs.nextAt));
    await jobs.run();
  }
  expect(jobs.gaps()[0]).toMatchObject({ state: "filled" });
  expect(sink.holds("a", vendor.readings(MORNING - DAY_MS, MORNING))).toBe(true);
});

test("a caller may end a run; nothing is held against the vendor", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(MINUTE_MS);
  vendor.fault = new SolarmonError("cancelled", "ended");
  clock.set(link.jobs.nextAt);
  await expect(link.jobs.run()).rejects.toMatchObject({ code: "cancelled" });
  expect(link.status).toMatchObject({ health: "ok" });
  vendor.fault = null;
  expect((await link.jobs.run()).job).toBe("poll");
});
