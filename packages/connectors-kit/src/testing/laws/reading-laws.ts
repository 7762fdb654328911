import assert from "node:assert/strict";
import { HOUR_MS, MINUTE_MS, pointByName } from "@solarmon/core";
import type { KnownSite } from "../../connector.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import { makesEnergy } from "../suite/makes-energy.ts";
import { asTexts, measuredIn, outcomeOf, pollWell, type SiteReading } from "../suite/outcome.ts";
import { requireTrueEnergy, requireTruePower } from "../suite/truth.ts";

function requireReading(reading: SiteReading, sites: readonly KnownSite[]): void {
  const { siteKey, deviceId, kind, measuredAt, values } = reading;
  const site = sites.find(({ key }) => key === siteKey);
  const device = site?.devices.find(({ key }) => key === deviceId);
  assert.ok(device, `nothing is known of device ${deviceId} at site ${siteKey}`);
  assert.equal(kind, device.kind, `kind of device ${deviceId}`);
  assert.ok(Number.isSafeInteger(measuredAt), `${deviceId}: ${measuredAt} is no instant`);
  for (const [name, value] of Object.entries(values)) {
    const point = pointByName(name);
    assert.ok(point, `there is no point ${name}`);
    if (value === null) continue;
    const isInRange = value >= point.min && value <= point.max && !Object.is(value, -0);
    assert.ok(isInRange, `${name} of ${deviceId}: ${value} is not in ${point.min} … ${point.max}`);
  }
}

/** How old the newest value may be: a quarter of an hour's mean is that of the one before. */
function oldestMs({ description }: ConnectorBench): number {
  return Math.max(29 * MINUTE_MS, description.pollIntervalMs + 15 * MINUTE_MS);
}

/** The newest value of each device is new. Older ones may come along: what a poll before could not know yet. */
export function requireFresh(bench: ConnectorBench, readings: readonly SiteReading[]): void {
  const now = bench.clock.now();
  for (const [deviceId, ofDevice] of Map.groupBy(readings, (reading) => reading.deviceId)) {
    const newestAt = Math.max(...ofDevice.map(({ measuredAt }) => measuredAt));
    const when = `${deviceId} at ${new Date(newestAt).toISOString()}, asked at ${new Date(now).toISOString()}`;
    assert.ok(newestAt <= now, `a reading of the future: ${when}`);
    assert.ok(now - newestAt < oldestMs(bench), `not the newest reading: ${when}`);
  }
}

export const readingLaws: readonly ConnectorLaw[] = [
  {
    name: "readings have known points with kind, sign and range, and known devices",
    level: "bronze",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const { readings } = await pollWell(link, sites);
      for (const site of sites) {
        const ofSite = readings.filter(({ siteKey }) => siteKey === site.key);
        assert.ok(measuredIn(ofSite).length > 0, `nothing was measured at site ${site.key}`);
      }
      for (const reading of readings) requireReading(reading, sites);
    },
  },
  {
    name: "a poll gives the newest values of the sites that it was asked for, and of no other",
    level: "bronze",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const [site] = sites;
      assert.ok(site, "the stand-in has no site");
      const { pages, readings } = await pollWell(link, [site]);
      for (const page of pages) assert.equal(page.siteKey, site.key);
      requireFresh(subject, readings);
      subject.clock.advance(HOUR_MS);
      requireFresh(subject, (await pollWell(link, [site])).readings);
    },
  },
  {
    name: "counters are in Wh, and power is in W and positive when it is made",
    level: "bronze",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const readings: SiteReading[] = [];
      for (let poll = 0; poll < 5; poll += 1) {
        readings.push(...(await pollWell(link, sites)).readings);
        subject.clock.advance(HOUR_MS);
      }
      for (const { key } of sites.filter(makesEnergy)) {
        const wh = requireTrueEnergy(subject, key, readings);
        assert.ok(wh > 0, `site ${key} made nothing: the law would prove nothing`);
        requireTruePower(subject, key, readings);
      }
    },
  },
  {
    name: "the same poll again gives the same readings",
    level: "bronze",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const first = await pollWell(link, sites);
      const second = await pollWell(link, sites);
      assert.deepEqual(asTexts(second.readings), asTexts(first.readings));
    },
  },
  {
    name: "rows that come twice are one reading",
    level: "bronze",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const good = await pollWell(link, sites);
      subject.standIn.misbehave("duplicates");
      const double = await pollWell(link, sites);
      assert.deepEqual([...new Set(asTexts(double.readings))], asTexts(good.readings));
    },
  },
  {
    name: "nothing is asked of a link without sites",
    level: "bronze",
    async run({ subject }) {
      const link = await subject.link();
      const { readings, errors } = await outcomeOf(link.poll([]));
      assert.deepEqual([readings, errors, subject.standIn.calls], [[], [], []]);
    },
  },
];
