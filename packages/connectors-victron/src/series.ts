import { HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import { instantOf } from "./decode-call.ts";

/** A statistic: instants in milliseconds with a value each. VRM sends `false` for an empty one. */
export type Series = ReadonlyMap<Instant, number>;

const EMPTY: Series = new Map();

/** Rows of `[time, mean, min, max]` or `[time, value]`; `undefined` when it is no series at all. */
export function seriesOf(raw: unknown): Series | undefined {
  if (raw === false || raw === null) return EMPTY;
  if (!Array.isArray(raw)) return undefined;
  const series = new Map<Instant, number>();
  for (const row of raw as readonly unknown[]) {
    if (!Array.isArray(row)) return undefined;
    const at = instantOf(row[0]);
    const value: unknown = row[1];
    if (at !== undefined && typeof value === "number" && Number.isFinite(value))
      series.set(at, value);
  }
  return series;
}

const LENGTHS: readonly number[] = [15 * MINUTE_MS, HOUR_MS];

/**
 * Length of the intervals, which the reply does not name: the step that most neighbours have; `undefined` unless it is
 * 15 minutes or an hour. One length holds for all series of a reply.
 */
export function intervalOf(all: Iterable<Series>): number | undefined {
  const steps = new Map<number, number>();
  for (const series of all) {
    let before: Instant | undefined;
    for (const at of [...series.keys()].toSorted((one, other) => one - other)) {
      if (before !== undefined) steps.set(at - before, (steps.get(at - before) ?? 0) + 1);
      before = at;
    }
  }
  const shortest = Math.min(...steps.keys());
  const count = [...steps.values()].reduce((sum, each) => sum + each, 0);
  const isUsual = (steps.get(shortest) ?? 0) * 2 > count;
  return isUsual && LENGTHS.includes(shortest) ? shortest : undefined;
}
