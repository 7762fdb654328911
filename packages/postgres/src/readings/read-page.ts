import {
  type Chunk,
  type ChunkReading,
  chunkSegment,
  DAY_MS,
  type DaySegment,
  hotSegment,
  type Id,
  type Instant,
  PageColumns,
  readChunkReadings,
  type ReadingColumns,
  type Span,
} from "@solarmon/core";
import type { Session } from "../database/session.ts";
import { openChunk } from "./chunk-bytes.ts";
import { byTime } from "./find-held.ts";
import { type ReadingRow, slotRange, toReading } from "./hot-rows.ts";
import { daysOf, slotOf } from "./slots.ts";

/** The port's promise. */
const MAX_PAGE_READINGS = 100_000;
/** A page ends with the day that reaches this many readings: about a month of minutes. */
const PAGE_READINGS = 44_640;
const PAGE_DAYS = 32;

const CHUNKS = `
select day, bytes from solarmon.reading_chunks
where device_id = $1::uuid and day between $2::int4 and $3::int4 order by day limit ${PAGE_DAYS}`;
const HOT_DAYS = `
select day from solarmon.hot_days
where device_id = $1::uuid and day between $2::int4 and $3::int4 order by day limit ${PAGE_DAYS}`;
const HOT = `
select measured_at, received_at, source, quality, packed from solarmon.readings_hot
where slot = any ($1::int4[]) and slot between $2::int4 and $3::int4 and device_id = $4::uuid
  and measured_at >= $5::int8 and measured_at < $6::int8
order by measured_at limit ${MAX_PAGE_READINGS + 1}`;

export interface Page {
  readonly columns: ReadingColumns;
  /** Where the next page starts; `undefined` after the last. */
  readonly next: Instant | undefined;
}

export interface PageQuery {
  readonly deviceId: Id;
  /** Codes of the points; `undefined`: all. */
  readonly codes: readonly number[] | undefined;
  readonly span: Span;
}

/** What is stored of a device in some days. */
interface Stored {
  readonly chunks: ReadonlyMap<number, Chunk>;
  /** By day, ascending in time; in a day that has a chunk, too, they cover its readings. */
  readonly hot: ReadonlyMap<number, readonly ChunkReading[]>;
  /** Days that have readings, ascending. */
  readonly days: readonly number[];
  /** Everything before this is in it. */
  readonly completeUntil: Instant;
}

/** The readings from the start of the span on, some weeks at most. In a transaction that sees one state only. */
export async function readPage(session: Session, query: PageQuery): Promise<Page> {
  const { deviceId, span } = query;
  const stored = await load(session, deviceId, span);
  const { segments, next } = collect(stored, span);
  const length = segments.reduce((sum, { count }) => sum + count, 0);
  const page = new PageColumns(length, query.codes);
  let at = 0;
  for (const segment of segments) {
    segment.putInto(page, at);
    at += segment.count;
  }
  return { columns: page.finish(deviceId), next };
}

async function load(session: Session, deviceId: Id, span: Span): Promise<Stored> {
  const range = daysOf(span.start, span.end);
  const values = [deviceId, range.first, range.last];
  const chunkRows = await session.prepared<[number, Uint8Array]>("page-chunks", CHUNKS, values);
  const hotDayRows = await session.prepared<[number]>("page-hot-days", HOT_DAYS, values);
  const last = Math.min(
    lastDay(
      chunkRows.map(([day]) => day),
      range.last,
    ),
    lastDay(
      hotDayRows.map(([day]) => day),
      range.last,
    ),
  );
  const hotDays = hotDayRows.map(([day]) => day).filter((day) => day <= last);
  const until = Math.min(span.end, (last + 1) * DAY_MS);
  const hot = await loadHot(session, deviceId, hotDays, { start: span.start, end: until });
  const chunks = new Map(
    chunkRows
      .filter(([day]) => day <= last)
      .map(([day, bytes]) => [day, openChunk(bytes)] as const),
  );
  const days = [...new Set([...chunks.keys(), ...hotDays])].toSorted((a, b) => a - b);
  const cutAt = hot.length > MAX_PAGE_READINGS ? hot.at(-1)?.measuredAt : undefined;
  const whole = cutAt === undefined ? hot : hot.filter(({ measuredAt }) => measuredAt < cutAt);
  const byDay = Map.groupBy(whole, ({ measuredAt }) => Math.floor(measuredAt / DAY_MS));
  return { chunks, hot: byDay, days, completeUntil: cutAt ?? until };
}

/** A full page of days ends with its last day, others with the range. */
function lastDay(days: readonly number[], rangeEnd: number): number {
  return days.length === PAGE_DAYS ? (days.at(-1) ?? rangeEnd) : rangeEnd;
}

async function loadHot(
  session: Session,
  deviceId: Id,
  days: readonly number[],
  { start, end }: Span,
): Promise<readonly ChunkReading[]> {
  if (days.length === 0) return [];
  const [slots, first, last] = slotRange(days);
  const values = [
    slots,
    Math.max(Number(first), slotOf(start)),
    Math.min(Number(last), slotOf(end - 1)),
    deviceId,
    Math.ceil(start),
    Math.ceil(end),
  ];
  return (await session.prepared<ReadingRow>("page-hot", HOT, values)).map(toReading);
}

function collect(
  { chunks, hot, days, completeUntil }: Stored,
  span: Span,
): { segments: DaySegment[]; next: Instant | undefined } {
  const whole = { start: span.start, end: Math.min(span.end, completeUntil) };
  const segments: DaySegment[] = [];
  let count = 0;
  for (const day of days) {
    const segment = segmentOf(day, chunks.get(day), hot.get(day) ?? [], whole);
    const isFull = count >= PAGE_READINGS || count + segment.count > MAX_PAGE_READINGS;
    if (isFull && count > 0) return { segments, next: Math.max(span.start, day * DAY_MS) };
    const { part, next } = bounded(segment, day, chunks.get(day), hot.get(day) ?? [], whole);
    segments.push(part);
    count += part.count;
    if (next !== undefined) return { segments, next };
  }
  return { segments, next: whole.end < span.end ? whole.end : undefined };
}

function segmentOf(
  day: number,
  chunk: Chunk | undefined,
  hot: readonly ChunkReading[],
  span: Span,
): DaySegment {
  if (chunk && hot.length === 0) return chunkSegment(day, chunk, span);
  return hotSegment(rowsOf(chunk, hot, span));
}

/** The readings of a chunk under the hot ones that cover it. */
function rowsOf(
  chunk: Chunk | undefined,
  hot: readonly ChunkReading[],
  { start, end }: Span,
): readonly ChunkReading[] {
  const inSpan = ({ measuredAt }: ChunkReading): boolean => measuredAt >= start && measuredAt < end;
  if (!chunk) return hot.filter(inSpan);
  const rows = byTime(readChunkReadings(chunk));
  for (const reading of hot) rows.set(reading.measuredAt, reading);
  return [...rows.values()].filter(inSpan).toSorted((a, b) => a.measuredAt - b.measuredAt);
}

/** A day of over 100,000 readings (more than one a second) takes several pages. */
function bounded(
  segment: DaySegment,
  day: number,
  chunk: Chunk | undefined,
  hot: readonly ChunkReading[],
  span: Span,
): { part: DaySegment; next?: Instant } {
  if (segment.count <= MAX_PAGE_READINGS) return { part: segment };
  const inDay = { start: span.start, end: Math.min(span.end, (day + 1) * DAY_MS) };
  const rows = rowsOf(chunk, hot, inDay);
  const next = rows[MAX_PAGE_READINGS]?.measuredAt;
  const part = hotSegment(rows.slice(0, MAX_PAGE_READINGS));
  return next === undefined ? { part } : { part, next };
}
