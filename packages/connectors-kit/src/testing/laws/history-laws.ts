import assert from "node:assert/strict";
import { HOUR_MS, type Instant, MINUTE_MS, pointByName, type Span } from "@solarmon/core";
import type { KnownSite, LinkPage, VendorLink } from "../../connector.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import { type ConnectorLaw, withoutHistory } from "../suite/connector-law.ts";
import { hasHistory } from "../suite/has-history.ts";
import {
  asTexts,
  historyOf,
  historyPages,
  measuredIn,
  outcomeOf,
  pollWell,
  type SiteReading,
} from "../suite/outcome.ts";
import { requireTruePower } from "../suite/truth.ts";

const QUARTER_MS = 15 * MINUTE_MS;

interface HistoryBench {
  readonly link: VendorLink;
  /** Those that keep a history. */
  readonly sites: readonly KnownSite[];
  /** Six hours of sunshine, over for so long that nothing changes any more. */
  readonly span: Span;
  /** What polls gave in the span. */
  readonly polled: readonly SiteReading[];
}

/** Polls for six hours, then waits until the vendor's data are settled. */
async function liveThrough(bench: ConnectorBench): Promise<HistoryBench> {
  const { link, sites } = await bench.linked();
  const start = Math.ceil(bench.clock.now() / HOUR_MS) * HOUR_MS;
  const span = { start, end: start + 6 * HOUR_MS };
  const polled: SiteReading[] = [];
  for (let at = start; at < span.end; at += QUARTER_MS) {
    bench.clock.set(at);
    polled.push(...(await pollWell(link, sites)).readings);
  }
  bench.clock.set(span.end + HOUR_MS + bench.description.settleMs);
  const kept: KnownSite[] = [];
  for (const site of sites) if (await hasHistory(link, site)) kept.push(site);
  return { link, sites: kept, span, polled };
}

function keyOf({ siteKey, deviceId, measuredAt }: SiteReading, point: string): string {
  return `${siteKey} ${deviceId} ${point} at ${new Date(measuredAt).toISOString()}`;
}

function countersIn(readings: readonly SiteReading[]): ReadonlyMap<string, number | null> {
  return new Map(
    readings.flatMap((reading) =>
      Object.entries(reading.values).flatMap(([point, value]) =>
        pointByName(point)?.kind === "counter" ? [[keyOf(reading, point), value] as const] : [],
      ),
    ),
  );
}

function requirePages(pages: readonly LinkPage[], span: Span, now: Instant): void {
  let coveredUntil = span.start;
  for (const { covers, readings } of pages) {
    assert.ok(covers, "a page does not say what it covers");
    assert.ok(covers.start <= coveredUntil, "pages leave a hole, or are not oldest first");
    coveredUntil = Math.max(coveredUntil, covers.end);
    for (const { measuredAt } of readings) {
      const isInside = measuredAt >= span.start && measuredAt < span.end;
      assert.ok(isInside, `${new Date(measuredAt).toISOString()} was not asked for`);
    }
  }
  assert.ok(coveredUntil >= Math.min(span.end, now), "the pages do not cover the span");
}

async function requireToldFailure(link: VendorLink, site: KnownSite, span: Span): Promise<void> {
  const { pages, errors, readings } = await outcomeOf(historyPages(link, site, span));
  assert.ok(errors.length > 0, `nothing is told of site ${site.key}`);
  assert.deepEqual(measuredIn(readings), [], "values were invented");
  for (const { covers, error } of pages) {
    const isNothing = error !== undefined || covers === undefined || covers.end <= span.start;
    assert.ok(isNothing, "a span that could not be read is said to be known");
  }
}

export const historyLaws: readonly ConnectorLaw[] = [
  {
    name: "a link has a history exactly where the description says so",
    level: "silver",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const { historyMs } = subject.description;
      assert.equal(link.history !== undefined, historyMs > 0, `historyMs is ${historyMs}`);
      const span = { start: subject.clock.now() - HOUR_MS, end: subject.clock.now() };
      for (const site of sites) {
        if (!link.history || (await hasHistory(link, site))) continue;
        const { pages, readings } = await historyOf(link, site, span);
        assert.deepEqual(readings, [], `site ${site.key} says that it keeps none`);
        requirePages(pages, span, subject.clock.now());
      }
    },
  },
  {
    name: "a history tells what polls told",
    level: "silver",
    exempt: withoutHistory,
    async run({ subject }) {
      const { link, sites, span, polled } = await liveThrough(subject);
      const live = countersIn(polled);
      for (const site of sites) {
        const { readings } = await historyOf(link, site, span);
        assert.ok(readings.length > 0, `the history of site ${site.key} is empty`);
        requireTruePower(subject, site.key, readings);
        for (const [count, wh] of countersIn(readings))
          if (live.has(count)) assert.equal(wh, live.get(count), count);
      }
    },
  },
  {
    name: "pages of a history cover the span that was asked for, oldest first, and hold nothing else",
    level: "silver",
    exempt: withoutHistory,
    async run({ subject }) {
      const { link, sites, span } = await liveThrough(subject);
      for (const site of sites) {
        const { pages } = await historyOf(link, site, span);
        requirePages(pages, span, subject.clock.now());
        const now = subject.clock.now();
        const ahead = await historyOf(link, site, { start: now - HOUR_MS, end: now + HOUR_MS });
        for (const { covers } of ahead.pages)
          assert.ok((covers?.end ?? 0) <= now, "what has not happened yet is said to be known");
      }
    },
  },
  {
    name: "a history that fails is not taken for one that was read",
    level: "silver",
    exempt: withoutHistory,
    async run({ subject }) {
      const { link, sites, span } = await liveThrough(subject);
      for (const fault of ["server-error", "cut-off", "not-json"] as const) {
        subject.standIn.misbehave(fault);
        for (const site of sites) await requireToldFailure(link, site, span);
      }
    },
  },
  {
    name: "rows of a history may come in any order, or twice",
    level: "silver",
    exempt: withoutHistory,
    async run({ subject }) {
      const { link, sites, span } = await liveThrough(subject);
      for (const site of sites) {
        const { readings } = await historyOf(link, site, span);
        for (const fault of ["out-of-order", "duplicates"] as const) {
          subject.standIn.misbehave(fault);
          const odd = await historyOf(link, site, span);
          assert.deepEqual([...new Set(asTexts(odd.readings))], asTexts(readings), fault);
        }
        subject.standIn.misbehave(null);
      }
    },
  },
  {
    name: "an empty history is no measurement, and known as empty",
    level: "silver",
    exempt: withoutHistory,
    async run({ subject }) {
      const { link, sites, span } = await liveThrough(subject);
      for (const fault of ["nulls", "no-data"] as const) {
        subject.standIn.misbehave(fault);
        for (const site of sites) {
          const { pages, readings } = await historyOf(link, site, span);
          assert.deepEqual(measuredIn(readings), [], fault);
          requirePages(pages, span, subject.clock.now());
        }
      }
    },
  },
  {
    name: "a settled day that is read again is the same",
    level: "gold",
    exempt: withoutHistory,
    async run({ subject }) {
      const { link, sites, span } = await liveThrough(subject);
      for (const site of sites) {
        const first = await historyOf(link, site, span);
        subject.clock.advance(HOUR_MS);
        const again = await historyOf(link, site, span);
        assert.deepEqual(asTexts(again.readings), asTexts(first.readings));
      }
    },
  },
];
