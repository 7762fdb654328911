import assert from "node:assert/strict";
import type { StandInFault } from "../stand-in.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import {
  measuredIn,
  type Outcome,
  outcomeOf,
  pollWell,
  type SiteReading,
} from "../suite/outcome.ts";

interface BeforeAndAfter {
  readonly before: Outcome;
  readonly after: Outcome;
}

async function pollWith(bench: ConnectorBench, fault: StandInFault): Promise<BeforeAndAfter> {
  const { link, sites } = await bench.linked();
  const before = await pollWell(link, sites);
  bench.standIn.misbehave(fault);
  return { before, after: await outcomeOf(link.poll(sites)) };
}

function valuesIn(readings: readonly SiteReading[]): ReadonlyMap<string, number | null> {
  return new Map(
    readings.flatMap(({ siteKey, deviceId, values }) =>
      Object.entries(values).map(([point, value]) => [`${siteKey} ${deviceId} ${point}`, value]),
    ),
  );
}

/** Values of `after` are those of `before` or missing. @returns how many are missing */
function requirePartOf({ before, after }: BeforeAndAfter): number {
  const known = valuesIn(before.readings);
  const left = valuesIn(after.readings);
  for (const [name, value] of left)
    assert.ok(value === null || value === known.get(name), `${name} became ${value}`);
  return [...known].filter(([name, value]) => value !== null && left.get(name) !== value).length;
}

export const missingValueLaws: readonly ConnectorLaw[] = [
  {
    name: "nulls and sentinels are no measurement, and never 0",
    level: "bronze",
    async run({ subject }) {
      const { after } = await pollWith(subject, "nulls");
      assert.deepEqual(measuredIn(after.readings), [], "values were invented");
    },
  },
  {
    name: "an empty page is no measurement, and never 0",
    level: "bronze",
    async run({ subject }) {
      const { after } = await pollWith(subject, "no-data");
      assert.deepEqual(measuredIn(after.readings), [], "values were invented");
    },
  },
  {
    name: "a field that is gone takes its point along, and nothing else",
    level: "bronze",
    async run({ subject }) {
      const outcome = await pollWith(subject, "missing-field");
      const { after } = outcome;
      assert.deepEqual(after.errors, [], "the whole poll failed");
      assert.ok(requirePartOf(outcome) > 0, "no point is missing: the value was invented");
      // Estimates of power tell nothing else: what could be left has a second point.
      const points = new Set(measuredIn(outcome.before.readings).map(([point]) => point));
      assert.ok(measuredIn(after.readings).length > 0 || points.size === 1, "every point is gone");
    },
  },
  {
    name: "a silent device hides no other",
    level: "bronze",
    async run({ subject }) {
      const outcome = await pollWith(subject, "dead-device");
      requirePartOf(outcome);
      const before = devicesBySite(outcome.before.readings);
      const after = devicesBySite(outcome.after.readings);
      for (const [siteKey, known] of before) {
        const left = after.get(siteKey)?.size ?? 0;
        assert.ok(left < known.size, `the stand-in silenced no device of site ${siteKey}`);
        assert.ok(left > 0 || known.size === 1, `one silent device hid all of site ${siteKey}`);
      }
    },
  },
];

/** Devices that measured something. */
function devicesBySite(readings: readonly SiteReading[]): ReadonlyMap<string, ReadonlySet<string>> {
  const measured = readings.filter((reading) => measuredIn([reading]).length > 0);
  const bySite = Map.groupBy(measured, ({ siteKey }) => siteKey);
  return new Map(
    [...bySite].map(([key, ofSite]) => [key, new Set(ofSite.map(({ deviceId }) => deviceId))]),
  );
}
