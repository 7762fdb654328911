import {
  type Chunk,
  chunkSegment,
  DAY_MS,
  type DaySegment,
  hotSegment,
  type Id,
  type Instant,
  PageColumns,
  type ReadingColumns,
  type Span,
} from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { asNumber } from "../sqlite/sqlite-value.ts";
import { chunksBetween, type DayRange, daysOf } from "./chunk-table.ts";
import { hotBetween } from "./hot-rows.ts";

/** A page ends with the day that reaches this many readings: about a month of minutes. */
const PAGE_READINGS = 44_640;
const PAGE_CHUNKS = 32;

export interface Page {
  readonly columns: ReadingColumns;
  /** Where the next page starts; `undefined` after the last. */
  readonly next: Instant | undefined;
}

export interface PageQuery {
  readonly deviceId: Id;
  readonly device: number;
  /** Codes of the points; `undefined`: all. */
  readonly codes: readonly number[] | undefined;
  readonly span: Span;
}

/** The readings from the start of the span on, some weeks at most, on one state of the database. */
export function readPage(sqlite: SqliteFile, query: PageQuery): Page {
  const { segments, next } = sqlite.read(() => collect(sqlite, query));
  const length = segments.reduce((sum, { count }) => sum + count, 0);
  const page = new PageColumns(length, query.codes);
  let at = 0;
  for (const segment of segments) {
    segment.putInto(page, at);
    at += segment.count;
  }
  return { columns: page.finish(query.deviceId), next };
}

function collect(
  sqlite: SqliteFile,
  { device, span }: PageQuery,
): { segments: DaySegment[]; next: Instant | undefined } {
  const segments: DaySegment[] = [];
  if (span.end <= span.start) return { segments, next: undefined };
  const range = daysOf(span.start, span.end);
  const { days, last } = daysWithReadings(sqlite, device, range);
  let count = 0;
  for (const { day, chunk } of days) {
    if (count >= PAGE_READINGS) return { segments, next: Math.max(span.start, day * DAY_MS) };
    const segment = chunk ? chunkSegment(day, chunk, span) : loadHot(sqlite, device, day, span);
    count += segment.count;
    segments.push(segment);
  }
  return { segments, next: last < range.last ? (last + 1) * DAY_MS : undefined };
}

interface Day {
  readonly day: number;
  /** Without one the day's readings are hot. */
  readonly chunk?: Chunk;
}

/** The days of a device that have readings, ascending: all of the range up to `last`. */
function daysWithReadings(
  sqlite: SqliteFile,
  device: number,
  range: DayRange,
): { days: Day[]; last: number } {
  const chunks = chunksBetween(sqlite, device, range, PAGE_CHUNKS);
  const lastChunk = chunks.length === PAGE_CHUNKS ? chunks.at(-1) : undefined;
  const last = lastChunk?.day ?? range.last;
  const hot = sqlite
    .rows(
      "select day from hot_days where device = ? and day between ? and ?",
      device,
      range.first,
      last,
    )
    .map(([day]): Day => ({ day: asNumber(day) }));
  return { days: [...chunks, ...hot].toSorted((a, b) => a.day - b.day), last };
}

function loadHot(sqlite: SqliteFile, device: number, day: number, span: Span): DaySegment {
  const start = Math.max(span.start, day * DAY_MS);
  const end = Math.min(span.end, (day + 1) * DAY_MS);
  return hotSegment(hotBetween(sqlite, device, start, end));
}
