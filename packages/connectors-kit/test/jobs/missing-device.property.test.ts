import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { DecodedReading, LinkSink } from "../../src/index.ts";
import { BenchLink } from "./support/bench-link.ts";
import { FakeVendor } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 10, 8);
const WEEK_MS = 7 * DAY_MS;

/** Tells the devices apart. */
class DeviceSink implements LinkSink {
  readonly #stored = new Set<string>();

  async store(_: string, readings: readonly DecodedReading[]): Promise<void> {
    for (const { deviceId, measuredAt } of readings) this.#stored.add(`${deviceId} ${measuredAt}`);
  }

  lacks(readings: readonly DecodedReading[]): readonly Instant[] {
    return readings
      .filter(({ deviceId, measuredAt }) => !this.#stored.has(`${deviceId} ${measuredAt}`))
      .map(({ measuredAt }) => measuredAt);
  }
}

async function openSite(awayFromHour: number, awayHours: number, settleMs: number) {
  const clock = new VirtualClock(MORNING);
  const vendor = new FakeVendor(clock, ["a"], { settleMs, pollIntervalMs: 30 * MINUTE_MS });
  const start = MORNING + awayFromHour * HOUR_MS;
  const away = { start, end: start + awayHours * HOUR_MS };
  vendor.second = { key: "second", away, lateMs: Math.min(settleMs, DAY_MS) / 2 };
  const sink = new DeviceSink();
  const link = await BenchLink.open(vendor, clock, { sink });
  return { clock, vendor, away, sink, link };
}

test("what a device measured while others reported is read once the vendor has it", async () => {
  const settling = fc.constantFrom(2 * DAY_MS, WEEK_MS);
  const restarts = fc.array(fc.integer({ min: 1, max: 40 * 24 }), { maxLength: 4 });
  const hours = fc.integer({ min: 1, max: 30 * 24 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100 }),
      hours,
      settling,
      restarts,
      async (from, length, settleMs, restartHours) => {
        const { vendor, away, sink, link } = await openSite(from, length, settleMs);
        for (const hour of restartHours.toSorted((a, b) => a - b)) {
          await link.runUntil(MORNING + hour * HOUR_MS);
          link.restart();
        }
        await link.runUntil(away.end + settleMs + 9 * DAY_MS);
        expect(sink.lacks(vendor.readingsOfSecond(away.start, away.end))).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test("a device that is back within days is no gap: its days are read again anyway", async () => {
  const { link } = await openSite(5, 4 * 24, 2 * DAY_MS);
  await link.runFor(20 * DAY_MS);
  expect(link.jobs.gaps()).toEqual([]);
});

test("a device that sleeps while others do not is no gap", async () => {
  const { link } = await openSite(9, 13, 0);
  await link.runFor(3 * DAY_MS);
  expect(link.jobs.gaps()).toEqual([]);
});

test("where days are read again at their end only, a device that is back the next morning is a gap", async () => {
  const { vendor, away, sink, link } = await openSite(6, 20, 0);
  await link.runUntil(away.end + DAY_MS);
  expect(link.jobs.gaps()).toMatchObject([{ cause: "no_data", state: "filled" }]);
  expect(sink.lacks(vendor.readingsOfSecond(away.start, away.end))).toEqual([]);
});

test("a device that was away for weeks is a gap of the days whose turns are over", async () => {
  const { link, away } = await openSite(5, 20 * 24, 2 * DAY_MS);
  await link.runUntil(away.end + 12 * HOUR_MS);
  expect(link.jobs.gaps()).toMatchObject([{ cause: "no_data", state: "not_started" }]);
  const [gap] = link.jobs.gaps();
  expect(gap?.start).toBeGreaterThanOrEqual(away.start - 2 * HOUR_MS);
  expect(gap?.end).toBeGreaterThan(away.end - 8 * DAY_MS);
  expect(gap?.end).toBeLessThan(away.end - 5 * DAY_MS);
  await link.runFor(DAY_MS);
  expect(link.jobs.gaps()).toMatchObject([{ state: "filled" }]);
});
