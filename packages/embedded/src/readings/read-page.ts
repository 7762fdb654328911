import {
  type Chunk,
  type ChunkReading,
  type Id,
  type Instant,
  PackedCursor,
  pointByCode,
  pointByName,
  type ReadingColumns,
  type Span,
  DAY_MS,
} from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { chunksBetween, daysOf } from "./chunk-table.ts";
import { hotBetween } from "./hot-rows.ts";
import { asNumber } from "../sqlite/sqlite-value.ts";

/** A page ends with the day that reaches this many readings: about a month of minutes. */
const PAGE_READINGS = 44_640;

/** Readings of one day: a part of a chunk, or hot ones. */
type Segment =
  | {
      readonly chunk: Chunk;
      readonly times: Float64Array;
      readonly from: number;
      readonly to: number;
    }
  | { readonly hot: readonly ChunkReading[] };

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
  return { columns: toColumns(query, segments), next };
}

function collect(
  sqlite: SqliteFile,
  { device, span }: PageQuery,
): { segments: Segment[]; next: Instant | undefined } {
  const segments: Segment[] = [];
  if (span.end <= span.start) return { segments, next: undefined };
  let count = 0;
  for (const { day, load } of days(sqlite, device, span)) {
    if (count >= PAGE_READINGS) return { segments, next: Math.max(span.start, day * DAY_MS) };
    const segment = load();
    count += lengthOf(segment);
    if (lengthOf(segment) > 0) segments.push(segment);
  }
  return { segments, next: undefined };
}

interface Day {
  readonly day: number;
  readonly load: () => Segment;
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
    yield { day, load: () => cut(chunk, span) };
  }
  for (const day of hotDays) yield hot(day);
}

function loadHot(sqlite: SqliteFile, device: number, day: number, span: Span): Segment {
  const start = Math.max(span.start, day * DAY_MS);
  const end = Math.min(span.end, (day + 1) * DAY_MS);
  return { hot: hotBetween(sqlite, device, start, end) };
}

function cut(chunk: Chunk, span: Span): Segment {
  const times = chunk.measuredAt();
  return { chunk, times, from: firstFrom(times, span.start), to: firstFrom(times, span.end) };
}

/** Index of the first time that is not before `at`. */
function firstFrom(times: Float64Array, at: Instant): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lengthOf(segment: Segment): number {
  return "hot" in segment ? segment.hot.length : segment.to - segment.from;
}

function toColumns({ deviceId, codes }: PageQuery, segments: readonly Segment[]): ReadingColumns {
  const length = segments.reduce((sum, segment) => sum + lengthOf(segment), 0);
  const measuredAt = new Float64Array(length);
  const quality = new Uint8Array(length);
  const columns = new PageColumns(length, codes);
  let at = 0;
  for (const segment of segments) {
    if ("hot" in segment) {
      for (const [index, reading] of segment.hot.entries()) {
        measuredAt[at + index] = reading.measuredAt;
        quality[at + index] = reading.quality;
        columns.addPacked(at + index, reading.packed);
      }
    } else {
      measuredAt.set(segment.times.subarray(segment.from, segment.to), at);
      quality.set(segment.chunk.quality().subarray(segment.from, segment.to), at);
      columns.addChunk(at, segment.chunk, segment.from, segment.to);
    }
    at += lengthOf(segment);
  }
  return { deviceId, measuredAt, quality, values: columns.byName() };
}

/** The points of a page, made when they are first met. */
class PageColumns {
  readonly #length: number;
  readonly #codes: readonly number[] | undefined;
  readonly #columns = new Map<number, Float64Array>();
  readonly #cursor = new PackedCursor();

  constructor(length: number, codes: readonly number[] | undefined) {
    this.#length = length;
    this.#codes = codes;
  }

  addPacked(row: number, packed: Uint8Array): void {
    this.#cursor.reset(packed);
    while (this.#cursor.next()) {
      const { code, value } = this.#cursor;
      if (!this.#codes || this.#codes.includes(code)) this.#column(code)[row] = value;
    }
  }

  addChunk(at: number, chunk: Chunk, from: number, to: number): void {
    for (const code of this.#codes ?? chunk.codes) {
      const values = chunk.values(code);
      if (values) this.#column(code).set(values.subarray(from, to), at);
    }
  }

  byName(): Record<string, Float64Array> {
    const values: Record<string, Float64Array> = {};
    for (const [code, column] of this.#columns) {
      const point = pointByCode(code);
      if (point) values[point.name] = column;
    }
    return values;
  }

  #column(code: number): Float64Array {
    let column = this.#columns.get(code);
    if (!column) {
      column = new Float64Array(this.#length).fill(Number.NaN);
      this.#columns.set(code, column);
    }
    return column;
  }
}
