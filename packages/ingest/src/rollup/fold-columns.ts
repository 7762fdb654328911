import { type Instant, pointByName, quantise, type ReadingColumns } from "@solarmon/core";
import { Accumulator } from "./accumulator.ts";
import { fiveMinuteStart, FIVE_MINUTES_MS } from "./intervals.ts";
import type { PointLayout } from "./point-layout.ts";

/** Five-minute accumulators by start. */
export type FiveMinutes = Map<Instant, Accumulator>;

/** Adds stored readings, later than all before them, to the accumulators of those intervals that are wanted. */
export function foldColumns(
  into: FiveMinutes,
  columns: ReadingColumns,
  layout: PointLayout,
  isWanted: (start: Instant) => boolean,
): void {
  const { measuredAt } = columns;
  for (let from = 0; from < measuredAt.length;) {
    const start = fiveMinuteStart(measuredAt[from]!);
    let to = from + 1;
    while (to < measuredAt.length && measuredAt[to]! < start + FIVE_MINUTES_MS) to++;
    if (isWanted(start)) foldSlice(fiveMinutesAt(into, start, layout), columns, from, to);
    from = to;
  }
}

function fiveMinutesAt(into: FiveMinutes, start: Instant, layout: PointLayout): Accumulator {
  let accumulator = into.get(start);
  if (!accumulator) {
    accumulator = new Accumulator("5m", layout, { start, end: start + FIVE_MINUTES_MS });
    into.set(start, accumulator);
  }
  return accumulator;
}

function foldSlice(into: Accumulator, columns: ReadingColumns, from: number, to: number): void {
  for (let index = from; index < to; index++) into.countReading(columns.quality[index] ?? 0);
  for (const [name, values] of Object.entries(columns.values)) {
    const slot = into.layout.slotOfName(name);
    const code = pointByName(name)?.code;
    if (slot < 0 || code === undefined) continue;
    for (let index = from; index < to; index++) {
      const value = values[index] ?? Number.NaN;
      if (!Number.isNaN(value)) into.add(slot, quantise(code, value), columns.measuredAt[index]!);
    }
  }
}
