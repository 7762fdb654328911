import type { ValueLimits } from "./value-limits.ts";

/** "Not available" of SunSpec's integer types and of their misreadings, the largest float, and what vendors made up. */
const SENTINELS: ReadonlySet<number> = new Set([
  0xffff,
  0x7fff,
  0x8000,
  -0x8000,
  0xffff_ffff,
  0x7fff_ffff,
  0x8000_0000,
  -0x8000_0000,
  2 ** 64,
  2 ** 63,
  -(2 ** 63),
  -9999,
  -999,
  9999,
  3.402_823_466_385_288_6e38,
  -3.402_823_466_385_288_6e38,
]);

/** Those that are refused inside the physical range, too, unless the nameplate makes them likely. */
const UNLIKELY: ReadonlySet<number> = new Set([
  0xffff, 0xffff_ffff, 0x7fff_ffff, 0x8000_0000, -0x8000, -0x8000_0000, -9999,
]);

/** Values between these two are never refused as sentinels inside their range: quick to find out. */
export const SENTINELS_BEYOND = { low: -9999, high: 0xffff } as const;

const SCALES = [1, 10, 100, 1000] as const;

/** Whether a value outside its range is a sentinel, possibly scaled by the sender: 6553.5 is 0xFFFF at 0.1. */
export function looksLikeSentinel(value: number): boolean {
  return SCALES.some((scale) => SENTINELS.has(Math.round(value * scale * 1000) / 1000));
}

/** Whether a value inside its range is one that devices send for "not available". A negative one always is. */
export function isLikelySentinel(limits: ValueLimits, code: number, value: number): boolean {
  return UNLIKELY.has(value) && (value < 0 || value > (limits.genuineUpTo[code] ?? 0));
}
