import assert from "node:assert/strict";
import { DAY_MS, HOUR_MS, type Span } from "@solarmon/core";
import type { KnownSite, VendorLink } from "../../connector.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import { hasHistory } from "../suite/has-history.ts";
import { historyOf, outcomeOf, pollWell, type SiteReading } from "../suite/outcome.ts";
import { requireTrueEnergy } from "../suite/truth.ts";

export const outageLaws: readonly ConnectorLaw[] = [
  {
    name: "after an outage of days the energy is known to the Wh",
    level: "silver",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const readings: SiteReading[] = [];
      readings.push(...(await pollWell(link, sites)).readings);
      subject.standIn.misbehave("server-error");
      const start = subject.clock.now();
      for (let day = 0; day < 3; day += 1) {
        const { errors } = await outcomeOf(link.poll(sites));
        assert.ok(errors.length > 0, "the outage was not noticed");
        subject.clock.advance(DAY_MS);
      }
      subject.standIn.misbehave(null);
      subject.clock.advance(subject.description.settleMs + HOUR_MS);
      readings.push(...(await pollWell(link, sites)).readings);
      const end = subject.clock.now() - subject.description.settleMs;
      for (const site of sites) {
        readings.push(...(await filled(subject, link, site, { start, end })));
        requireTrueEnergy(subject, site.key, readings);
      }
    },
  },
];

/** What the vendor's history has of a gap, in spans as long as he likes them. */
async function filled(
  { description }: ConnectorBench,
  link: VendorLink,
  site: KnownSite,
  { start, end }: Span,
): Promise<readonly SiteReading[]> {
  if (!(await hasHistory(link, site))) return [];
  const readings: SiteReading[] = [];
  for (let at = start; at < end; at += description.historySpanMs) {
    const span = { start: at, end: Math.min(at + description.historySpanMs, end) };
    readings.push(...(await historyOf(link, site, span)).readings);
  }
  return readings;
}
