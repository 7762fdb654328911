import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { ConnectorError, type ConnectorErrorKind } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 1, 8);

function failure(kind: ConnectorErrorKind, retryAt?: number): ConnectorError {
  const options = { status: 400, ...(retryAt !== undefined && { retryAt }) };
  return new ConnectorError(kind, "acme", `${kind} trouble`, options);
}

async function openLink(vendorOptions: ConstructorParameters<typeof FakeVendor>[2] = {}) {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], vendorOptions);
  return { clock, vendor, link: await BenchLink.open(vendor, clock) };
}

test("a link is new until its first poll", async () => {
  const { link } = await openLink();
  expect(link.status).toMatchObject({ health: "new", reason: null, lastPolledAt: null });
  await link.runFor(MINUTE_MS);
  expect(link.status).toMatchObject({ health: "ok", lastPolledAt: MORNING });
});

test("without an answer it waits ever longer, up to a quarter of an hour, and fills what it missed", async () => {
  const { clock, vendor, link } = await openLink();
  await link.runFor(HOUR_MS);
  vendor.fault = failure("transient");
  await link.runUntil(link.jobs.nextAt);
  expect(link.status.health).toBe("ok");
  await link.runFor(2 * MINUTE_MS);
  expect(link.status).toMatchObject({
    health: "unreachable",
    reason: expect.stringMatching(/no answer/u),
  });
  const since = clock.now();
  await link.runFor(6 * HOUR_MS);
  const calls = vendor.count("poll", { start: since, end: clock.now() });
  expect(calls).toBeGreaterThanOrEqual(24);
  expect(calls).toBeLessThan(60);
  expect(link.jobs.gaps()).toMatchObject([{ cause: "unreachable", state: "not_started" }]);
  vendor.fault = null;
  await link.runFor(HOUR_MS);
  expect(link.status).toMatchObject({ health: "ok", reason: null, until: null });
  expect(link.jobs.gaps()).toMatchObject([{ cause: "unreachable", state: "filled" }]);
  expect(link.sink.holds("a", vendor.readings(since, clock.now() - HOUR_MS))).toBe(true);
});

test("after a refused log-in nothing is asked until a person logged in, also by the next process", async () => {
  const { clock, vendor, link } = await openLink();
  await link.runFor(HOUR_MS);
  vendor.fault = failure("auth");
  await link.runFor(HOUR_MS);
  expect(link.status).toMatchObject({ health: "needs_login", reason: "acme: auth trouble" });
  expect(link.jobs.nextAt).toBe(Infinity);
  const asked = vendor.asked.length;
  await link.runFor(2 * DAY_MS);
  link.restart();
  expect(link.status.health).toBe("needs_login");
  expect(await link.jobs.run()).toMatchObject({ job: null, calls: 0 });
  expect(vendor.asked).toHaveLength(asked);
  vendor.fault = null;
  const before = vendor.opened;
  await link.jobs.signedIn({ key: "new" });
  await link.runFor(HOUR_MS);
  expect(vendor.opened).toBe(before + 1);
  expect(link.status.health).toBe("ok");
  expect(link.jobs.gaps()).toMatchObject([{ cause: "login", state: "filled" }]);
  expect(link.sink.holds("a", vendor.readings(MORNING, clock.now() - HOUR_MS))).toBe(true);
});

test("settings are replaced by those of the new log-in", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock, { settings: { key: "old" } });
  await link.runFor(MINUTE_MS);
  expect(link.status.health).toBe("needs_login");
  await link.jobs.signedIn({ key: "new" });
  await link.runFor(MINUTE_MS);
  expect(link.status.health).toBe("ok");
});

test("a vendor that says to wait is left alone until then, and the link says until when", async () => {
  const { clock, vendor, link } = await openLink();
  await link.runFor(HOUR_MS);
  const until = clock.now() + 3 * HOUR_MS;
  vendor.fault = failure("rate", until);
  await link.runFor(10 * MINUTE_MS);
  const asked = vendor.asked.length;
  expect(link.status).toMatchObject({
    health: "waiting_for_quota",
    until,
    reason: "waiting for the vendor's quota until 2026-06-01T12:00:00.000Z",
  });
  await link.runUntil(until - 1);
  expect(vendor.asked).toHaveLength(asked);
  vendor.fault = null;
  await link.runFor(HOUR_MS);
  expect(link.status.health).toBe("ok");
  expect(link.jobs.gaps()).toMatchObject([{ cause: "quota", state: "filled" }]);
});

test("a round that takes some minutes, because a minute has one call, is no shortage", async () => {
  const clock = new VirtualClock(MORNING);
  const quotas = [{ name: "minute", limit: 1, period: "minute" }] as const;
  const vendor = new FakeVendor(clock, ["a", "b", "c"], { quotas });
  vendor.callsPerSite = 1;
  const link = await BenchLink.open(vendor, clock);
  await link.runFor(HOUR_MS);
  const asked = vendor.asked.length;
  for (let minute = 0; minute < 60; minute += 1) {
    await link.runFor(MINUTE_MS);
    expect(link.status).toMatchObject({ health: "ok", reason: null });
  }
  expect(vendor.asked.length).toBeGreaterThan(asked + 20);
});

const REFUSALS: readonly (readonly [Error, string])[] = [
  [failure("gone"), "acme: gone trouble"],
  [failure("permission"), "acme: permission trouble"],
  [failure("protocol"), "vendor format changed: acme: protocol trouble"],
  [new TypeError("undefined is no object"), "undefined is no object"],
];

for (const [fault, reason] of REFUSALS)
  test(`a whole link that is refused is degraded and says why: ${fault.message}`, async () => {
    const { vendor, link } = await openLink();
    await link.runFor(HOUR_MS);
    vendor.fault = fault;
    await link.runFor(2 * HOUR_MS);
    const { health, reason: told } = link.status;
    expect(health).toBe("degraded");
    expect(told).toContain(reason);
    vendor.fault = null;
    await link.runFor(2 * HOUR_MS);
    expect(link.status).toMatchObject({ health: "ok", reason: null });
  });

test("secrets that turn up in errors are not told", async () => {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock);
  const link = await BenchLink.open(vendor, clock);
  link.host.redactor.add("hunter2000");
  vendor.fault = new TypeError("cannot read hunter2000");
  await link.runFor(MINUTE_MS);
  expect(link.status.reason).toContain("[redacted]");
  expect(JSON.stringify(link.status)).not.toContain("hunter2000");
});

test("history that is refused does not stop live values", async () => {
  const { vendor, link } = await openLink();
  vendor.historyFault = failure("permission");
  await link.runFor(HOUR_MS);
  link.jobs.fill("a", { start: MORNING - DAY_MS, end: MORNING });
  await link.runFor(HOUR_MS);
  expect(link.status).toMatchObject({
    health: "degraded",
    reason: expect.stringMatching(/history: .*permission/u),
  });
  expect(link.sink.live.get("a")?.size).toBeGreaterThanOrEqual(23);
  expect(link.jobs.gaps()).toMatchObject([{ state: "not_started" }]);
  // Asked once a day only.
  expect(vendor.count("history")).toBe(1);
  vendor.historyFault = null;
  await link.runFor(DAY_MS);
  expect(link.jobs.gaps()).toMatchObject([{ state: "filled" }]);
  expect(link.status.health).toBe("ok");
});
