import { medianInPlace } from "../statistics/quantile.ts";

/**
 * Regular instants from `startMs` on, at most `endMs` [epoch ms].
 *
 * @throws RangeError when the step is not positive
 * @example
 * timeGrid({ startMs: 0, endMs: 3_600_000, stepMs: 900_000 }).length; // 5
 */
export function timeGrid(span: {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}): Float64Array {
  const { startMs, endMs, stepMs } = span;
  if (!(stepMs > 0)) throw new RangeError(`step is ${stepMs} ms: it must be positive`);
  const times = new Float64Array(Math.max(0, Math.floor((endMs - startMs) / stepMs) + 1));
  for (let row = 0; row < times.length; row++) times[row] = startMs + row * stepMs;
  return times;
}

/**
 * Median of the steps between ascending instants [ms]; rows where `values` is `NaN` are left out.
 *
 * @returns step [ms]; `NaN` below two rows
 * @example
 * medianStepMs(Float64Array.of(0, 60_000, 120_000, 3_600_000)); // 60000
 */
export function medianStepMs(timesMs: Float64Array, values?: Float64Array): number {
  const steps = new Float64Array(Math.max(0, timesMs.length - 1));
  let count = 0;
  let before = Number.NaN;
  let same = true;
  for (let row = 0; row < timesMs.length; row++) {
    if (values !== undefined && Number.isNaN(values[row]!)) continue;
    const step = timesMs[row]! - before;
    before = timesMs[row]!;
    if (step !== step) continue;
    same &&= count === 0 || step === steps[0];
    steps[count++] = step;
  }
  return same && count > 0 ? steps[0]! : medianInPlace(steps.subarray(0, count));
}
