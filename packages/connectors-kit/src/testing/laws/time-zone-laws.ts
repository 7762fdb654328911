import assert from "node:assert/strict";
import { HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import type { KnownSite, VendorLink } from "../../connector.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import { hasHistory } from "../suite/has-history.ts";
import { makesEnergy } from "../suite/makes-energy.ts";
import { historyOf, pollWell, type SiteReading } from "../suite/outcome.ts";
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

/** A history of the same hours has no hole and no hour twice. */
async function readAround(
  bench: ConnectorBench,
  link: VendorLink,
  site: KnownSite,
  span: Span,
): Promise<void> {
  bench.clock.set(span.end + HOUR_MS + bench.description.settleMs);
  const { readings } = await historyOf(link, site, span);
  requireTruePower(bench, site.key, readings);
  const [device] = Map.groupBy(readings, ({ deviceId }) => deviceId).values();
  const instants = [...new Set((device ?? []).map(({ measuredAt }) => measuredAt))].toSorted(
    (a, b) => a - b,
  );
  const steps = instants.slice(1).map((at, index) => at - (instants[index] ?? at));
  assert.ok(steps.length > 0, `site ${site.key}: the history is empty`);
  assert.equal(Math.max(...steps), Math.min(...steps), `site ${site.key}: a hole in the history`);
}

async function requireChange(bench: ConnectorBench, changeAt: Instant): Promise<void> {
  const { link, sites } = await bench.linked();
  const readings = await pollAround(bench, link, sites, changeAt);
  const span = { start: changeAt - AROUND_MS, end: changeAt + AROUND_MS };
  for (const site of sites) {
    if (makesEnergy(site)) requireTrueEnergy(bench, site.key, readings);
    requireTruePower(bench, site.key, readings);
    if (await hasHistory(link, site)) await readAround(bench, link, site, span);
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
