import { type Into, outColumn } from "../column.ts";
import { medianStepMs } from "./time-grid.ts";

/** Options of {@link stepHours}. */
export interface StepHoursOptions extends Into {
  /** Longest step that counts [ms]; a longer one, and the first, take the median step. Default: the median step. */
  readonly maxStepMs?: number;
}

/**
 * Hours that each row stands for: the step that ends at its stamp [h].
 *
 * The first row, and one after a gap, stand for the median step: a value says nothing about a gap before it.
 *
 * @param timesMs - epoch ms, ascending
 * @returns hours, `NaN` when there is one row only
 * @example
 * stepHours(Float64Array.of(0, 900_000, 1_800_000)); // [0.25, 0.25, 0.25]
 */
export function stepHours(
  timesMs: Float64Array,
  { maxStepMs, out }: StepHoursOptions = {},
): Float64Array {
  const hours = outColumn(out, timesMs.length);
  const usualMs = medianStepMs(timesMs);
  const longestMs = maxStepMs ?? usualMs;
  for (let row = 0; row < timesMs.length; row++) {
    const stepMs = row === 0 ? usualMs : timesMs[row]! - timesMs[row - 1]!;
    hours[row] = (stepMs <= longestMs ? stepMs : usualMs) / 3_600_000;
  }
  return hours;
}
