import {
  type AppendVerdict,
  DAY_MS,
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

/** Where the outcome of a reading goes. */
export interface Place {
  readonly verdicts: AppendVerdict[];
  readonly touched: number[];
  readonly index: number;
}

/** A reading on its way, with what its envelope says. */
export interface Offer {
  readonly reading: PackedReading;
  readonly receivedAt: Instant;
  readonly source: Source;
  /** UTC day. */
  readonly day: number;
  readonly place: Place;
}

export interface AppendPlan {
  readonly offers: readonly Offer[];
  readonly deviceIds: ReadonlySet<Id>;
  readonly sources: readonly Source[];
  /** Device-days that get a chunk, by `dayKey`. */
  readonly bulk: ReadonlySet<string>;
  readonly locks: DayLocks;
  readonly results: readonly { readonly verdicts: AppendVerdict[]; readonly touched: number[] }[];
}

/**
 * Sorts out an append before any statement: what it writes where, and which locks that takes.
 *
 * @throws `invalid_argument` for a time that cannot be kept
 */
export function planAppend(envelopes: readonly Envelope[], now: Instant): AppendPlan {
  const results = envelopes.map(({ readings }) => ({
    verdicts: readings.map((): AppendVerdict => "stored"),
    touched: [] as number[],
  }));
  const offers: Offer[] = [];
  const deviceIds = new Set<Id>();
  for (const [at, { readings, receivedAt, source }] of envelopes.entries())
    for (const [index, reading] of readings.entries()) {
      requireKeepable(reading.measuredAt);
      deviceIds.add(reading.deviceId);
      const place = { ...(results[at] ?? { verdicts: [], touched: [] }), index };
      const day = utcDay(reading.measuredAt);
      offers.push({ reading, receivedAt, source, day, place });
    }
  const bulk = bulkDays(offers, utcDay(now) * DAY_MS);
  const sources = envelopes.map(({ source }) => source);
  return { offers, deviceIds, sources, bulk, locks: locksOf(offers, bulk), results };
}

function bulkDays(offers: readonly Offer[], todayAt: Instant): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { reading, day } of offers) {
    if (reading.measuredAt >= todayAt) continue;
    const key = dayKey({ deviceId: reading.deviceId, day });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const bulk = [...counts].filter(([, count]) => count >= BULK_READINGS);
  return new Set(bulk.map(([key]) => key));
}

function locksOf(offers: readonly Offer[], bulk: ReadonlySet<string>): DayLocks {
  const shared = new Set<number>();
  const exclusive = new Set<number>();
  for (const { reading, day } of offers)
    if (bulk.size > 0 && bulk.has(dayKey({ deviceId: reading.deviceId, day }))) exclusive.add(day);
    else shared.add(day);
  return { shared: [...shared], exclusive: [...exclusive] };
}
