import { rowsOf } from "../column.ts";
import { commonStepMs, MINUTE_MS, type LocalDays } from "../local-days.ts";
import type { MaskInto } from "../mask.ts";

/** How the array is mounted: trackers have flat tops of their own. */
export type Mounting = "fixed" | "single-axis-tracking";

/** Days and mounting, common to the clipping filters. */
export interface ClipOptions extends LocalDays, MaskInto {
  /** Default "fixed". */
  readonly mounting?: Mounting;
}

/** Checks what the clipping filters need and gives the usual step [min]. */
export function clipStepMinutes(timesMs: Float64Array, power: Float64Array): number {
  const rows = rowsOf(timesMs, power);
  if (rows <= 10)
    throw new RangeError(`${rows} rows are too few to find clipping: give more than ten`);
  for (let row = 1; row < rows; row++) {
    if (timesMs[row]! < timesMs[row - 1]!) {
      throw new RangeError(`row ${row} is earlier than the one before it: sort the rows by time`);
    }
  }
  return commonStepMs(timesMs) / MINUTE_MS;
}
