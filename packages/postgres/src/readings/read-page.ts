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
  type TenantScope,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { byTime } from "./find-held.ts";
import { loadStoredDays, MAX_PAGE_READINGS, type StoredDays } from "./stored-days.ts";

/** A page ends with the day that reaches this many readings: about a month of minutes. */
const PAGE_READINGS = 44_640;

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

/** The readings from the start of the span on, some weeks at most, on one state of the database. */
export async function readPage(
  database: Database,
  scope: TenantScope,
  query: PageQuery,
): Promise<Page> {
  const { deviceId, span } = query;
  const stored = await loadStoredDays(database, scope, deviceId, span);
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

function collect(
  { chunks, hot, days, completeUntil }: StoredDays,
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
