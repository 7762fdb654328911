import assert from "node:assert/strict";
import { calendarOf, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import type { KnownSite, VendorLink } from "../../connector.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import { hasHistory } from "../suite/has-history.ts";
import { makesEnergy } from "../suite/makes-energy.ts";
import { longHistoryOf, pollWell, type SiteReading } from "../suite/outcome.ts";
import { requireTrueEnergy, requireTruePower } from "../suite/truth.ts";
import { requireFresh } from "./reading-laws.ts";

/** Where clocks do not change: any two nights. */
const WITHOUT_CHANGE = "Asia/Kathmandu";
/** When the clocks changed. */
const CHANGES: Readonly<Record<string, readonly Instant[]>> = {
  "Europe/Berlin": [Date.UTC(2025, 2, 30, 1), Date.UTC(2025, 9, 26, 1)],
  "America/New_York": [Date.UTC(2025, 2, 9, 7), Date.UTC(2025, 10, 2, 6)],
  "Australia/Lord_Howe": [Date.UTC(2025, 3, 5, 15), Date.UTC(2025, 9, 4, 15, 30)],
  [WITHOUT_CHANGE]: [Date.UTC(2025, 2, 29, 20, 15), Date.UTC(2025, 9, 25, 20, 15)],
};
const QUARTER_MS = 15 * MINUTE_MS;
/** Of a day's quarters of an hour those around the change tell it all; the vendor counts calls. */
const AROUND_MS = 3 * HOUR_MS;
/** Until then the sun is up for sure. */
const SUNNY_MS = 6 * HOUR_MS;
/** Vendors have the newest quarter a little later. */
const LATE_MS = 2 * MINUTE_MS;

/** Polls each quarter of an hour around the change, with the sun at its height. */
async function pollAround(
  bench: ConnectorBench,
  link: VendorLink,
  sites: readonly KnownSite[],
  changeAt: Instant,
): Promise<readonly SiteReading[]> {
  const readings: SiteReading[] = [];
  const stepMs = Math.max(QUARTER_MS, bench.description.pollIntervalMs);
  for (let at = changeAt - AROUND_MS; at <= changeAt + AROUND_MS; at += stepMs) {
    bench.clock.set(at + LATE_MS);
    const polled = await pollWell(link, sites);
    requireFresh(bench, polled.readings);
    readings.push(...polled.readings);
  }
  return readings;
}

/** A history of the whole local day, of 23 to 25 hours, has no hole and no hour twice while the sun is up. */
async function readDay(
  bench: ConnectorBench,
  link: VendorLink,
  site: KnownSite,
  changeAt: Instant,
): Promise<void> {
  const day = calendarOf(site.timeZone).day(changeAt);
  const { settleMs, historySpanMs } = bench.description;
  bench.clock.set(day.end + HOUR_MS + settleMs);
  const readings = await longHistoryOf(link, site, day, historySpanMs);
  requireTruePower(bench, site.key, readings);
  const isDay = ({ measuredAt }: SiteReading): boolean =>
    measuredAt >= day.start && measuredAt < day.end;
  assert.ok(readings.every(isDay), `site ${site.key}: readings of another day`);
  const sunny = readings.filter(({ measuredAt }) => measuredAt < changeAt + SUNNY_MS);
  for (const ofDevice of Map.groupBy(sunny, ({ deviceId }) => deviceId).values())
    requireEvenSteps(ofDevice, { start: day.start, end: changeAt + SUNNY_MS });
}

function requireEvenSteps(ofDevice: readonly SiteReading[], span: Span): void {
  const instants = [...new Set(ofDevice.map(({ measuredAt }) => measuredAt))].toSorted(
    (a, b) => a - b,
  );
  const steps = instants.slice(1).map((at, index) => at - (instants[index] ?? at));
  const stepMs = Math.min(...steps);
  const count = (span.end - span.start) / stepMs;
  const what = `${ofDevice[0]?.deviceId}: ${instants.length} readings in ${count} steps`;
  assert.ok(Math.abs(instants.length - count) <= 1, what);
}

async function requireChange(bench: ConnectorBench, changeAt: Instant): Promise<void> {
  const { link, sites } = await bench.linked();
  const readings = await pollAround(bench, link, sites, changeAt);
  for (const site of sites) {
    if (makesEnergy(site)) requireTrueEnergy(bench, site.key, readings);
    requireTruePower(bench, site.key, readings);
    if (await hasHistory(link, site)) await readDay(bench, link, site, changeAt);
  }
}

export const timeZoneLaws: readonly ConnectorLaw[] = Object.entries(CHANGES).map(
  ([timeZone, changes]): ConnectorLaw => ({
    name:
      timeZone === WITHOUT_CHANGE
        ? `times are right in ${timeZone}, where clocks do not change`
        : `times are right when the clocks of ${timeZone} change`,
    level: "bronze",
    async run({ subject }) {
      for (const changeAt of changes) {
        const world = { timeZone, noonAt: changeAt, countsCalls: false };
        const bench = await subject.elsewhere(changeAt - AROUND_MS, world);
        await requireChange(bench, changeAt);
      }
    },
  }),
);
