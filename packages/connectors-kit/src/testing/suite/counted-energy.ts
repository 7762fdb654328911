import type { Instant, Span } from "@solarmon/core";
import type { SiteReading } from "./outcome.ts";

/** Energy between the first and the last count of a site. */
export interface CountedEnergy {
  readonly wh: number;
  readonly span: Span;
}

type Count = readonly [at: Instant, wh: number];

/**
 * What the counters of a site's inverters say, by the simplest reckoning: differences of lifetime counters, else of
 * day counters, which start again with the local day. `undefined` without two counts of each.
 */
export function countedEnergy(
  readings: readonly SiteReading[],
  timeZone: string,
): CountedEnergy | undefined {
  const counters = countersOf(readings, "acEnergyTotal");
  if (counters.length > 0) return addUp(counters, difference);
  return addUp(countersOf(readings, "acEnergyToday"), (counts) => sumOfDays(counts, timeZone));
}

function countersOf(readings: readonly SiteReading[], point: string): readonly Count[][] {
  const byDevice = new Map<string, Map<Instant, number>>();
  const inverters = readings.filter(({ kind }) => kind === "inverter");
  const hasOwn = inverters.some(({ values }) => typeof values[point] === "number");
  for (const { deviceId, measuredAt, values } of hasOwn ? inverters : readings) {
    const wh = values[point];
    if (typeof wh !== "number") continue;
    const counts = byDevice.get(deviceId) ?? new Map<Instant, number>();
    byDevice.set(deviceId, counts.set(measuredAt, wh));
  }
  const all = [...byDevice.values()];
  return all.map((counts) =>
    [...counts]
      .filter(([at]) => all.every((others) => others.has(at)))
      .toSorted(([a], [b]) => a - b),
  );
}

/** Of devices that were read at the same instants: only then a sum of them is one of the site. */
function addUp(
  counters: readonly Count[][],
  energyOf: (counts: readonly Count[]) => number,
): CountedEnergy | undefined {
  const [first] = counters;
  const start = first?.[0]?.[0];
  const end = first?.at(-1)?.[0];
  if (start === undefined || end === undefined || end <= start) return undefined;
  return { wh: counters.reduce((sum, counts) => sum + energyOf(counts), 0), span: { start, end } };
}

function difference(counts: readonly Count[]): number {
  return (counts.at(-1)?.[1] ?? 0) - (counts[0]?.[1] ?? 0);
}

function sumOfDays(counts: readonly Count[], timeZone: string): number {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  let sum = 0;
  for (const [index, [at, wh]] of counts.entries()) {
    const before = counts[index - 1];
    if (!before) continue;
    const isSameDay = day.format(before[0]) === day.format(at);
    sum += isSameDay ? wh - before[1] : wh;
  }
  return sum;
}
