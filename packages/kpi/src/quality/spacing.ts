import { outMask, type Mask, type MaskInto } from "../mask.ts";

/**
 * Flags rows that follow the one before by exactly one step; the first row passes.
 *
 * @param times - epoch ms
 * @param stepMs - expected step [ms]
 * @returns 1: as expected
 * @see PVAnalytics 0.2.3, `quality.time.spacing`
 * @example
 * spacing(Float64Array.of(0, 60_000, 180_000), 60_000); // Uint8Array [1, 1, 0]
 */
export function spacing(times: Float64Array, stepMs: number, options: MaskInto = {}): Mask {
  const regular = outMask(options.out, times.length);
  for (let row = 0; row < regular.length; row++) {
    const step = (times[row] as number) - (times[row - 1] ?? (times[row] as number) - stepMs);
    regular[row] = step === stepMs ? 1 : 0;
  }
  return regular;
}
