import type { Id } from "../ids.ts";
import { PackedCursor } from "../packed-values.ts";
import { pointByCode } from "../points/points.ts";
import type { ReadingColumns } from "../ports/reading-store.ts";
import type { PackedReading } from "../reading.ts";

/** Rows of one device, ascending in time, as columns. @param points - names to keep; empty: all */
export function toColumns(
  deviceId: Id,
  rows: readonly PackedReading[],
  points: readonly string[],
): ReadingColumns {
  const values: Record<string, Float64Array> = {};
  const cursor = new PackedCursor();
  for (const [row, { packed }] of rows.entries()) {
    cursor.reset(packed);
    while (cursor.next()) {
      const name = pointByCode(cursor.code)?.name;
      if (name === undefined || (points.length > 0 && !points.includes(name))) continue;
      (values[name] ??= new Float64Array(rows.length).fill(Number.NaN))[row] = cursor.value;
    }
  }
  return {
    deviceId,
    measuredAt: Float64Array.from(rows, ({ measuredAt }) => measuredAt),
    quality: Uint8Array.from(rows, ({ quality }) => quality),
    values,
  };
}
