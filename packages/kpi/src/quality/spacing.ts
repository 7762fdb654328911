import { outMask, type Mask, type MaskInto } from "../mask.ts";

/**
 * Flags rows that follow the one before by exactly one step; the first row passes.
 *
 * @param timesMs - epoch ms
 * @param stepMs - expected step [ms]
 * @returns 1: as expected
 * @see PVAnalytics 0.2.3, `quality.time.spacing`
 * @example
 * spacing(Float64Array.of(0, 60_000, 180_000), 60_000); // Uint8Array [1, 1, 0]
 */
export function spacing(timesMs: Float64Array, stepMs: number, options: MaskInto = {}): Mask {
  const regular = outMask(options.out, timesMs.length);
  for (let row = 0; row < regular.length; row++) {
    const step = timesMs[row]! - (timesMs[row - 1] ?? timesMs[row]! - stepMs);
    regular[row] = step === stepMs ? 1 : 0;
  }
  return regular;
}
