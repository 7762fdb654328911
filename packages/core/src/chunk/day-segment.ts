import { DAY_MS, type Instant, type Span } from "../time.ts";
import type { ChunkReading } from "./chunk-builder.ts";
import type { Chunk } from "./chunk.ts";
import type { PageColumns } from "./page-columns.ts";

/** The readings of one device-day that lie in a span, wherever they are kept. */
export interface DaySegment {
  readonly count: number;
  /** Puts them into the rows of `page` from `at` on. */
  putInto(page: PageColumns, at: number): void;
}

/** Hot readings, ascending in time. */
export function hotSegment(readings: readonly ChunkReading[]): DaySegment {
  return {
    count: readings.length,
    putInto(page, at) {
      for (const [index, reading] of readings.entries()) page.addReading(at + index, reading);
    },
  };
}

/** The part of a day's chunk that lies in the span. */
export function chunkSegment(day: number, chunk: Chunk, span: Span): DaySegment {
  const isWhole = span.start <= day * DAY_MS && span.end >= (day + 1) * DAY_MS;
  if (isWhole) return { count: chunk.count, putInto: (page, at) => page.addChunk(at, chunk) };
  const times = chunk.measuredAt();
  const [from, to] = [firstFrom(times, span.start), firstFrom(times, span.end)];
  return { count: to - from, putInto: (page, at) => page.addChunkPart(at, chunk, from, to) };
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
