import {
  type AppendVerdict,
  type Envelope,
  type Id,
  type Instant,
  type PackedReading,
  type Source,
  utcDay,
} from "@solarmon/core";
import { dayKey } from "./chunk-table.ts";
import type { DayLocks } from "./locks.ts";
import { requireKeepable } from "./slots.ts";

/** From this many readings of a closed device-day at once a chunk is written; fewer go to hot rows, more may follow. */
const BULK_READINGS = 32;

/** What becomes of the readings of one envelope. */
interface Outcomes {
  readonly verdicts: AppendVerdict[];
  readonly touched: number[];
}

/** A reading on its way, with what its envelope says. */
export interface Offer {
  readonly reading: PackedReading;
  readonly receivedAt: Instant;
  readonly source: Source;
  /** UTC day. */
  readonly day: number;
  /** Where the outcome goes, and its place there. */
  readonly outcomes: Outcomes;
  readonly index: number;
}

/** What has to be known before the transaction begins. */
export interface AppendPlan {
  readonly envelopes: readonly Envelope[];
  /** Device-days that get a chunk, by `dayKey`. */
  readonly bulk: ReadonlySet<string>;
  readonly locks: DayLocks;
}

/** @throws `invalid_argument` for a time that cannot be kept */
export function planAppend(envelopes: readonly Envelope[], now: Instant): AppendPlan {
  const days = new Set<number>();
  for (const { readings } of envelopes)
    for (const { measuredAt } of readings) {
      requireKeepable(measuredAt);
      days.add(utcDay(measuredAt));
    }
  const closed = new Set([...days].filter((day) => day < utcDay(now)));
  if (closed.size === 0)
    return { envelopes, bulk: new Set(), locks: { shared: [...days], exclusive: [] } };
  const bulk = bulkDays(envelopes, closed);
  const exclusive = [...new Set(bulk.values())];
  return { envelopes, bulk: new Set(bulk.keys()), locks: { shared: [...days], exclusive } };
}

/** Closed device-days that get many readings, with their days. */
function bulkDays(
  envelopes: readonly Envelope[],
  closed: ReadonlySet<number>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, { readonly day: number; count: number }>();
  for (const { readings } of envelopes)
    for (const { deviceId, measuredAt } of readings) {
      const day = utcDay(measuredAt);
      if (!closed.has(day)) continue;
      const key = dayKey({ deviceId, day });
      const held = counts.get(key);
      if (held) held.count += 1;
      else counts.set(key, { day, count: 1 });
    }
  const bulk = [...counts].filter(([, { count }]) => count >= BULK_READINGS);
  return new Map(bulk.map(([key, { day }]) => [key, day]));
}

/** The readings of an append, one by one. */
export interface Offers {
  readonly all: readonly Offer[];
  readonly deviceIds: ReadonlySet<Id>;
  readonly sources: ReadonlySet<Source>;
  /** By envelope. */
  readonly results: readonly Outcomes[];
}

export function offersOf(envelopes: readonly Envelope[]): Offers {
  const all: Offer[] = [];
  const deviceIds = new Set<Id>();
  const results = envelopes.map(({ readings, receivedAt, source }): Outcomes => {
    const outcomes: Outcomes = { verdicts: [], touched: [] };
    for (const [index, reading] of readings.entries()) {
      deviceIds.add(reading.deviceId);
      outcomes.verdicts.push("stored");
      const day = utcDay(reading.measuredAt);
      all.push({ reading, receivedAt, source, day, outcomes, index });
    }
    return outcomes;
  });
  return { all, deviceIds, sources: new Set(envelopes.map(({ source }) => source)), results };
}
