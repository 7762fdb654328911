import assert from "node:assert/strict";
import { calendarOf, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import type { ConnectorBench } from "./connector-bench.ts";
import { countedEnergy } from "./counted-energy.ts";
import type { SiteReading } from "./outcome.ts";

/** Vendors tell means of a quarter of an hour, stamped at its start, or the power of the moment. */
const NEAR_MS = 20 * MINUTE_MS;
const STEP_MS = 5 * MINUTE_MS;
const SHARE = 0.15;
const SPARE_W = 50;

/** Counters of a site say to the Wh what the stand-in's inverters made. @returns the energy that was told */
export function requireTrueEnergy(
  bench: ConnectorBench,
  siteKey: string,
  readings: readonly SiteReading[],
): number {
  const ofSite = readings.filter((reading) => reading.siteKey === siteKey);
  const counted = countedEnergy(ofSite, bench.world.timeZone);
  assert.ok(counted, `site ${siteKey}: no counter of energy was read twice`);
  const { wh, span } = counted;
  const trueWh = bench.energyWh(siteKey, span);
  const [from, until] = [span.start, span.end].map((at) => new Date(at).toISOString());
  assert.equal(wh, trueWh, `site ${siteKey}: energy from ${from} to ${until} [Wh]`);
  return wh;
}

/** The same for each local day of a span by itself, where counters were read more than once. */
export function requireTrueDays(
  bench: ConnectorBench,
  siteKey: string,
  readings: readonly SiteReading[],
  { start, end }: Span,
): void {
  const calendar = calendarOf(bench.world.timeZone);
  const ofSpan = readings.filter(
    (reading) =>
      reading.siteKey === siteKey && reading.measuredAt >= start && reading.measuredAt < end,
  );
  const days = Map.groupBy(ofSpan, ({ measuredAt }) => calendar.dayNumber(measuredAt));
  for (const ofDay of days.values())
    if (countedEnergy(ofDay, bench.world.timeZone)) requireTrueEnergy(bench, siteKey, ofDay);
}

/** Power of a site's inverters is what its energy grows by, about. @returns how many instants were compared */
export function requireTruePower(
  bench: ConnectorBench,
  siteKey: string,
  readings: readonly SiteReading[],
): number {
  const ofInverters = readings.filter(
    ({ siteKey: key, kind, values }) =>
      key === siteKey && kind === "inverter" && typeof values["acPower"] === "number",
  );
  const inverters = new Set(ofInverters.map(({ deviceId }) => deviceId));
  const byInstant = Map.groupBy(ofInverters, ({ measuredAt }) => measuredAt);
  let compared = 0;
  for (const [at, together] of byInstant) {
    if (new Set(together.map(({ deviceId }) => deviceId)).size < inverters.size) continue;
    const watts = together.reduce((sum, { values }) => sum + (values["acPower"] ?? 0), 0);
    requireNear(bench, siteKey, at, watts);
    compared += 1;
  }
  return compared;
}

function requireNear(bench: ConnectorBench, siteKey: string, at: Instant, watts: number): void {
  const trueW: number[] = [];
  for (let start = at - NEAR_MS; start < at + NEAR_MS; start += STEP_MS)
    trueW.push((bench.energyWh(siteKey, { start, end: start + STEP_MS }) * HOUR_MS) / STEP_MS);
  const [least, most] = [Math.min(...trueW), Math.max(...trueW)];
  const isNear = watts >= least * (1 - SHARE) - SPARE_W && watts <= most * (1 + SHARE) + SPARE_W;
  const when = new Date(at).toISOString();
  assert.ok(isNear, `site ${siteKey} at ${when}: ${watts} W, but it made ${least} to ${most} W`);
}
