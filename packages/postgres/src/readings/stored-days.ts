import {
  type Chunk,
  type ChunkReading,
  DAY_MS,
  type Id,
  type Instant,
  type Span,
  type TenantScope,
  utcDay,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { openChunk } from "./chunk-bytes.ts";
import { daysOf, SLOTS_PER_DAY } from "./slots.ts";

/** Most readings of a page: the port's promise. */
export const MAX_PAGE_READINGS = 100_000;
const PAGE_DAYS = 32;

// One statement, so that a day that becomes a chunk meanwhile is seen once. The innermost select keeps to itself
// (`offset 0`): a probe of the key for each hour of the days that have hot rows, whatever the planner guesses.
const STORED = `
with open as materialized (
  select day from solarmon.hot_days
  where device_id = $1::uuid and day between $2::int4 and $3::int4 order by day limit ${PAGE_DAYS})
(select day, bytes, null::int8 as measured_at, null::int8, null::int4, null::int2
from solarmon.reading_chunks
where device_id = $1::uuid and day between $2::int4 and $3::int4 order by day limit ${PAGE_DAYS})
union all
select day, null, null, null, null, null from open
union all
(select open.day, hot.packed, hot.measured_at, hot.received_at, hot.source, hot.quality
from open
cross join lateral generate_series(open.day * ${SLOTS_PER_DAY}, open.day * ${SLOTS_PER_DAY} + ${SLOTS_PER_DAY - 1}) as hour
cross join lateral (
  select packed, measured_at, received_at, source, quality from solarmon.readings_hot
  where slot = hour and device_id = $1::uuid and measured_at >= $4::int8 and measured_at < $5::int8
  order by measured_at offset 0) as hot
order by hot.measured_at limit ${MAX_PAGE_READINGS + 1})`;

type StoredRow = readonly [
  day: number,
  /** Chunk or packed values; `null`: says only that the day has hot rows. */
  bytes: Uint8Array | null,
  /** `null`: a chunk. */
  measuredAt: Instant | null,
  receivedAt: Instant,
  source: number,
  quality: number,
];

/** What is stored of a device in some days. */
export interface StoredDays {
  readonly chunks: ReadonlyMap<number, Chunk>;
  /** By day, ascending in time; in a day that has a chunk, too, they cover its readings. */
  readonly hot: ReadonlyMap<number, readonly ChunkReading[]>;
  /** Days that have readings, ascending. */
  readonly days: readonly number[];
  /** Everything before this is in it. */
  readonly completeUntil: Instant;
}

/** What is stored from the start of the span on, some weeks at most, on one state of the database. */
export async function loadStoredDays(
  database: Database,
  scope: TenantScope,
  deviceId: Id,
  span: Span,
): Promise<StoredDays> {
  const range = daysOf(span.start, span.end);
  const values = [deviceId, range.first, range.last, Math.ceil(span.start), Math.ceil(span.end)];
  const read = { name: "page", text: STORED, values };
  const found: Found = { chunks: [], openDays: [], hot: [] };
  for (const row of await database.readAsTenant<StoredRow>(scope, read)) {
    const [day, bytes, measuredAt, receivedAt, source, quality] = row;
    if (!bytes) found.openDays.push(day);
    else if (measuredAt === null) found.chunks.push([day, openChunk(bytes)]);
    else found.hot.push({ measuredAt, receivedAt, source, quality, packed: bytes });
  }
  return cut(found, range.last);
}

interface Found {
  readonly chunks: (readonly [day: number, chunk: Chunk])[];
  readonly openDays: number[];
  readonly hot: ChunkReading[];
}

/** Chunks and hot rows are limited each for itself: both are there up to the earlier end. */
function cut({ chunks, openDays, hot }: Found, rangeEnd: number): StoredDays {
  const newest = hot.length > MAX_PAGE_READINGS ? hot.at(-1) : undefined;
  const completeUntil = Math.min(
    dayEnd(
      lastDay(
        chunks.map(([day]) => day),
        rangeEnd,
      ),
    ),
    dayEnd(lastDay(openDays, rangeEnd)),
    newest?.measuredAt ?? Infinity,
  );
  const isIn = (day: number): boolean => day * DAY_MS < completeUntil;
  const whole = hot.filter(({ measuredAt }) => measuredAt < completeUntil);
  const days = new Set([...chunks.map(([day]) => day), ...openDays]);
  return {
    chunks: new Map(chunks.filter(([day]) => isIn(day))),
    hot: Map.groupBy(whole, ({ measuredAt }) => utcDay(measuredAt)),
    days: [...days].filter(isIn).toSorted((a, b) => a - b),
    completeUntil,
  };
}

function dayEnd(day: number): Instant {
  return (day + 1) * DAY_MS;
}

/** A full page of days ends with its last day, others with the range. */
function lastDay(days: readonly number[], rangeEnd: number): number {
  return days.length === PAGE_DAYS ? (days.at(-1) ?? rangeEnd) : rangeEnd;
}
