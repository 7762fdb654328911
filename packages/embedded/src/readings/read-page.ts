import {
  DAY_MS,
  type Id,
  type Instant,
  pointByName,
  type ReadingColumns,
  type Span,
} from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { asNumber } from "../sqlite/sqlite-value.ts";
import { chunksBetween, daysOf } from "./chunk-table.ts";
import { chunkSegment, type DaySegment, hotSegment } from "./day-segment.ts";
import { hotBetween } from "./hot-rows.ts";
import { PageColumns } from "./page-columns.ts";

/** A page ends with the day that reaches this many readings: about a month of minutes. */
const PAGE_READINGS = 44_640;

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

/** Codes of points by name; unknown names are left out. */
export function codesOf(names: readonly string[]): readonly number[] | undefined {
  return names.length === 0 ? undefined : names.flatMap((name) => pointByName(name)?.code ?? []);
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
  let count = 0;
  for (const { day, load } of days(sqlite, device, span)) {
    if (count >= PAGE_READINGS) return { segments, next: Math.max(span.start, day * DAY_MS) };
    const segment = load();
    count += segment.count;
    segments.push(segment);
  }
  return { segments, next: undefined };
}

interface Day {
  readonly day: number;
  readonly load: () => DaySegment;
}

/** The days of a device that have readings, ascending: hot ones and chunks. */
function* days(sqlite: SqliteFile, device: number, span: Span): Iterable<Day> {
  const { first, last } = daysOf(span.start, span.end);
  const hotDays = sqlite
    .rows(
      "select day from hot_days where device = ? and day between ? and ? order by day",
      device,
      first,
      last,
    )
    .map(([day]) => asNumber(day));
  const hot = (day: number): Day => ({ day, load: () => loadHot(sqlite, device, day, span) });
  for (const { day, chunk } of chunksBetween(sqlite, device, first, last)) {
    while ((hotDays[0] ?? Infinity) < day) yield hot(hotDays.shift() ?? day);
    yield { day, load: () => chunkSegment(day, chunk, span) };
  }
  for (const day of hotDays) yield hot(day);
}

function loadHot(sqlite: SqliteFile, device: number, day: number, span: Span): DaySegment {
  const start = Math.max(span.start, day * DAY_MS);
  const end = Math.min(span.end, (day + 1) * DAY_MS);
  return hotSegment(hotBetween(sqlite, device, start, end));
}
