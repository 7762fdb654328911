import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SolarmonError, type Span } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { ConnectorError } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 10, 8);
const WEEK = 7 * DAY_MS;

/** Local midnight in Berlin of a day in June. */
const june = (day: number): Instant => Date.UTC(2026, 5, day) - 2 * HOUR_MS;

/** Whole spans that were read, from pages that touch. */
function daysRead(vendor: FakeVendor, during: Span): Span[] {
  const days: { start: Instant; end: Instant }[] = [];
  for (const { at, span } of vendor.asked) {
    if (!span || at < during.start || at >= during.end) continue;
    const last = days.at(-1);
    if (last?.end === span.start) last.end = span.end;
    else days.push({ ...span });
  }
  return days;
}

test("at first what is wanted of the past is read, oldest first, a chunk at a time", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const fillFrom = MORNING - 10 * DAY_MS;
  const link = await BenchLink.open(vendor, clock, { fillFrom });
  expect(link.jobs.gaps()).toEqual([
    {
      siteKey: "a",
      start: fillFrom,
      end: MORNING,
      cause: "first_connect",
      filledUntil: fillFrom,
      state: "not_started",
    },
  ]);
  await link.runFor(MINUTE_MS);
  const starts = vendor.asked.flatMap(({ span }) => (span ? [span.start] : []));
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(starts[0]).toBe(fillFrom);
  const jobs = link.reports.map(({ job }) => job);
  expect(jobs.slice(0, 3)).toEqual(["discover", "poll", "fill"]);
  expect(jobs.filter((job) => job === "fill")).toHaveLength(10);
  expect(link.jobs.gaps()).toMatchObject([{ state: "filled", filledUntil: MORNING }]);
  expect(link.sink.holds("a", vendor.readings(fillFrom, MORNING))).toBe(true);
});

test("a fill that was killed goes on where it had stored", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - 10 * DAY_MS });
  for (let run = 0; run < 6; run += 1) await link.jobs.run();
  const filledUntil = link.jobs.gaps()[0]?.filledUntil;
  expect(filledUntil).toBe(MORNING - 6 * DAY_MS);
  expect(link.jobs.gaps()).toMatchObject([{ state: "partly" }]);
  link.restart();
  const since = clock.now() + 1;
  clock.advance(1);
  await link.runFor(10 * MINUTE_MS);
  expect(daysRead(vendor, { start: since, end: Infinity })).toEqual([
    { start: filledUntil, end: MORNING },
  ]);
});

test("a chunk that fails half-way keeps the half that is stored", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(MINUTE_MS);
  link.jobs.fill("a", { start: MORNING - DAY_MS, end: MORNING });
  vendor.failAfter = { calls: 1, error: new ConnectorError("transient", "acme", "cut off") };
  await link.jobs.run();
  expect(link.jobs.gaps()).toMatchObject([
    { cause: "requested", state: "partly", filledUntil: MORNING - DAY_MS / 2 },
  ]);
  await link.runFor(HOUR_MS);
  expect(link.jobs.gaps()).toMatchObject([{ state: "filled" }]);
});

test("a request of a person is for a site of the link, and for a span that has passed", async () => {
  const clock = new VirtualClock(MORNING);
  const link = await BenchLink.open(new FakeVendor(clock), clock);
  const span = { start: MORNING - HOUR_MS, end: MORNING + DAY_MS };
  expect(() => link.jobs.fill("x", span)).toThrow(SolarmonError);
  expect(() => link.jobs.fill("a", { start: 1, end: 1 })).toThrow(/after it starts/u);
  link.jobs.fill("a", span);
  expect(link.jobs.gaps()).toMatchObject([{ end: MORNING }]);
  // The same once more is no second gap.
  link.jobs.fill("a", span);
  expect(link.jobs.gaps()).toHaveLength(1);
});

test("what a person asks for begins at once, also just after a restart", async () => {
  const clock = new VirtualClock(MORNING);
  const link = await BenchLink.open(new FakeVendor(clock), clock);
  await link.runFor(HOUR_MS);
  link.restart();
  expect(link.jobs.nextAt).toBeGreaterThan(clock.now());
  link.jobs.fill("a", { start: MORNING - DAY_MS, end: MORNING });
  expect(link.jobs.nextAt).toBe(clock.now());
  await link.runFor(0);
  expect(link.jobs.gaps()).toMatchObject([{ cause: "requested", state: "filled" }]);
});

test("a vendor that had nothing a moment ago is asked again when a person wants it", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  vendor.lateMs = 2 * HOUR_MS;
  await link.runFor(MINUTE_MS);
  const span = { start: MORNING - HOUR_MS, end: MORNING };
  link.jobs.fill("a", span);
  await link.runFor(0);
  vendor.lateMs = 0;
  link.jobs.fill("a", span);
  await link.runFor(0);
  expect(link.jobs.gaps()).toMatchObject([{ state: "filled" }]);
});

test("what the vendor does not keep any more is said to be so, and not asked for", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { historyMs: 5 * DAY_MS });
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - 10 * DAY_MS });
  await link.runFor(HOUR_MS);
  const [lost, filled] = link.jobs.gaps();
  expect(lost).toMatchObject({ state: "vendor_has_none", start: MORNING - 10 * DAY_MS });
  expect(filled).toMatchObject({ state: "filled", start: lost?.end, end: MORNING });
  expect(lost?.end).toBe(MORNING - 5 * DAY_MS);
});

test("without a history, an outage is closed by the counters: the vendor has none", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { historyMs: 0 });
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - DAY_MS });
  await link.runFor(HOUR_MS);
  vendor.fault = new ConnectorError("transient", "acme", "503");
  await link.runFor(3 * HOUR_MS);
  vendor.fault = null;
  await link.runFor(HOUR_MS);
  expect(link.jobs.gaps()).toMatchObject([
    { cause: "first_connect", state: "vendor_has_none" },
    { cause: "unreachable", state: "vendor_has_none" },
  ]);
  expect(link.reports.some(({ job }) => job === "fill" || job === "re_read")).toBe(false);
});

test("a site that says it keeps no history is not asked for it, and its gaps are told as lost", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a", "b"]);
  vendor.withoutHistory.add("b");
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - 2 * DAY_MS });
  await link.runFor(3 * DAY_MS);
  expect(vendor.count("history a")).toBeGreaterThan(0);
  expect(vendor.count("history b")).toBe(0);
  const told = () => link.jobs.gaps().map(({ siteKey, state }) => `${siteKey} ${state}`);
  expect(told()).toEqual(["a filled", "b vendor_has_none"]);
  link.restart();
  expect(told()).toEqual(["a filled", "b vendor_has_none"]);
  expect(link.status.health).toBe("ok");
});

test("once a site is allowed to keep a history, or to tell it, what was missing is read", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  vendor.withoutHistory.add("a");
  const link = await BenchLink.open(vendor, clock, { fillFrom: MORNING - DAY_MS });
  await link.runFor(HOUR_MS);
  expect(link.jobs.gaps()).toMatchObject([{ state: "vendor_has_none" }]);
  vendor.withoutHistory.clear();
  // A person who asks for it has changed something, perhaps.
  link.jobs.fill("a", { start: MORNING - 2 * DAY_MS, end: MORNING });
  await link.runFor(MINUTE_MS);
  expect(link.jobs.gaps().every(({ state }) => state === "filled")).toBe(true);
  expect(link.sink.holds("a", vendor.readings(MORNING - 2 * DAY_MS, MORNING))).toBe(true);
});

test("a vendor that is late is asked again for the end of a gap, and believed in the end", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  vendor.lateMs = 2 * HOUR_MS;
  await link.runFor(MINUTE_MS);
  link.jobs.fill("a", { start: MORNING - 6 * HOUR_MS, end: MORNING });
  await link.runFor(HOUR_MS);
  expect(link.jobs.gaps()).toMatchObject([{ state: "partly" }]);
  await link.runFor(3 * HOUR_MS);
  expect(link.jobs.gaps()).toMatchObject([{ state: "filled" }]);
  link.jobs.fill("a", { start: clock.now() - HOUR_MS, end: clock.now() });
  vendor.lateMs = 10 * DAY_MS;
  await link.runFor(2 * DAY_MS);
  expect(link.jobs.gaps().filter(({ cause }) => cause === "requested")).toMatchObject([
    { state: "filled" },
    { state: "vendor_has_none" },
  ]);
});

test("each local day is read again when it has settled, and once more a week later", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { settleMs: DAY_MS });
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(20 * DAY_MS);
  const counts = link.reports.flatMap(({ job, readings }) => (job === "re_read" ? [readings] : []));
  // Whole days, and twice what was left of the first.
  expect(counts.filter((count) => count !== 288)).toEqual([14 * 12, 14 * 12]);
  const read = vendor.asked.flatMap((asked) =>
    asked.span ? [{ ...asked, span: asked.span }] : [],
  );
  for (let day = 11; day <= 20; day += 1) {
    const pages = read.filter(({ span }) => span.start === june(day));
    expect(pages.map(({ at: askedAt }) => Math.floor((askedAt - june(day + 1)) / DAY_MS))).toEqual([
      1, 7,
    ]);
  }
  expect(link.status.health).toBe("ok");
});

test("data that never change are read again once", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { settleMs: 0 });
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(20 * DAY_MS);
  const starts = vendor.asked.flatMap(({ span }) => (span ? [span.start] : []));
  expect(starts.filter((start) => start === june(12))).toHaveLength(1);
});

test("a settled day fills the gaps in it, and a gap is not read twice", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(HOUR_MS);
  vendor.fault = new ConnectorError("transient", "acme", "503");
  await link.runFor(WEEK);
  vendor.fault = null;
  const since = clock.now();
  await link.runFor(3 * HOUR_MS);
  const days = daysRead(vendor, { start: since, end: clock.now() });
  const readMs = days.reduce((sum, { start, end }) => sum + end - start, 0);
  // The gap of a week, and at most the day before it.
  expect(readMs).toBeLessThan(WEEK + 2 * DAY_MS);
  expect(link.sink.holds("a", vendor.readings(MORNING + HOUR_MS, since))).toBe(true);
});

test("more requests than are kept apart are joined, and none is lost", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  const span = (day: number): Span => {
    const start = MORNING - 2 * day * DAY_MS;
    return { start, end: start + DAY_MS };
  };
  await link.runFor(MINUTE_MS);
  link.jobs.fill("a", span(41));
  vendor.failAfter = { calls: 1, error: new ConnectorError("transient", "acme", "cut off") };
  await link.jobs.run();
  for (let day = 1; day <= 40; day += 1) link.jobs.fill("a", span(day));
  expect(link.jobs.gaps().length).toBeLessThanOrEqual(24);
  link.restart();
  await link.runFor(HOUR_MS);
  for (let day = 1; day <= 41; day += 1) {
    const { start, end } = span(day);
    expect(link.sink.holds("a", vendor.readings(start, end))).toBe(true);
  }
  for (const { start, end } of link.jobs.gaps())
    expect(link.sink.holds("a", vendor.readings(start, end))).toBe(true);
});

test("polls go on in the middle of a long fill", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(MINUTE_MS);
  link.jobs.fill("a", { start: MORNING - 60 * DAY_MS, end: MORNING });
  let longest = 0;
  let last = clock.now();
  while (link.jobs.gaps()[0]?.state !== "filled") {
    // As if each chunk took a minute.
    clock.set(
      Math.max(clock.now() + MINUTE_MS, Math.min(link.jobs.nextAt, clock.now() + MINUTE_MS)),
    );
    if ((await link.jobs.run()).job !== "poll") continue;
    longest = Math.max(longest, clock.now() - last);
    last = clock.now();
  }
  expect(longest).toBeLessThanOrEqual(8 * MINUTE_MS);
});
