import { type Into, outColumn } from "../column.ts";
import { medianStepMs } from "./time-grid.ts";

/** Options of {@link interpolate}. */
export interface InterpolateOptions extends Into {
  /** Longest step between valid values that is bridged [ms]; default twice their median step. */
  readonly maxGapMs?: number;
}

/**
 * Values at other instants, linear in time between valid neighbours.
 *
 * A target that meets a valid value takes it, also at the edge of a gap. Inside a gap longer than `maxGapMs`, before
 * the first and after the last valid value it is `NaN`: nothing is invented.
 *
 * @param timesMs - epoch ms of the values, ascending
 * @param values - any unit; `NaN` is missing
 * @param targetMs - epoch ms wanted, ascending
 * @returns values at the targets, same unit
 * @throws RangeError when times and values differ in rows
 * @see RdTools 3.2, `normalization.interpolate`
 * @example
 * interpolate(Float64Array.of(0, 900_000), Float64Array.of(1, 4), Float64Array.of(300_000)); // [2]
 */
export function interpolate(
  timesMs: Float64Array,
  values: Float64Array,
  targetMs: Float64Array,
  { maxGapMs, out }: InterpolateOptions = {},
): Float64Array {
  if (timesMs.length !== values.length) throw new RangeError("times and values differ in rows");
  const longest = maxGapMs ?? 2 * medianStepMs(timesMs, values);
  const result = outColumn(out, targetMs.length);
  let next = -1; // first valid row at or after the target
  let before = -1; // last valid row before it
  for (let row = 0; row < targetMs.length; row++) {
    const target = targetMs[row]!;
    while (next < timesMs.length && (next < 0 || timesMs[next]! < target)) {
      if (next >= 0) before = next;
      do next++;
      while (next < timesMs.length && Number.isNaN(values[next]!));
    }
    if (next >= timesMs.length) {
      result[row] = Number.NaN;
      continue;
    }
    const [nextAt, nextValue] = [timesMs[next]!, values[next]!];
    const gap = before < 0 ? Number.NaN : nextAt - timesMs[before]!;
    if (nextAt === target) result[row] = nextValue;
    else if (!(gap <= longest)) result[row] = Number.NaN;
    else {
      const beforeValue = values[before]!;
      const share = (target - timesMs[before]!) / gap;
      result[row] = beforeValue + (nextValue - beforeValue) * share;
    }
  }
  return result;
}
