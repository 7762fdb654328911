import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";
import { dayAngle } from "../day-angle.ts";

function spencer(dayOfYear: number): number {
  const b = dayAngle(dayOfYear, 1);
  return (
    0.006918 -
    0.399912 * Math.cos(b) +
    0.070257 * Math.sin(b) -
    0.006758 * Math.cos(2 * b) +
    0.000907 * Math.sin(2 * b) -
    0.002697 * Math.cos(3 * b) +
    0.00148 * Math.sin(3 * b)
  );
}

/**
 * Declination of the sun by Spencer's Fourier series, some 0.05° off.
 *
 * @param dayOfYear - 1 to 366, or a column of them
 * @returns declination [rad], north positive; `NaN` for `NaN`
 * @see J. W. Spencer, "Fourier series representation of the position of the sun", Search 2(5), 172, 1971
 * @example
 * declinationSpencer71(172); // 0.4093 (23.45°)
 */
export function declinationSpencer71(dayOfYear: number): number;
export function declinationSpencer71(dayOfYear: Float64Array, options?: Into): Float64Array;
export function declinationSpencer71(
  dayOfYear: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumn(dayOfYear, options.out, spencer);
}

/**
 * Declination of the sun by one sine, up to 1.5° off.
 *
 * δ = 23.45°·sin(2π(284 + n) / 365)
 *
 * @param dayOfYear - 1 to 366, or a column of them
 * @returns declination [rad], north positive; `NaN` for `NaN`
 * @see P. I. Cooper, "The absorption of radiation in solar stills", Solar Energy 12(3), 333–346, 1969,
 * doi:10.1016/0038-092X(69)90047-4
 * @example
 * declinationCooper69(172); // 0.4093 (23.45°)
 */
export function declinationCooper69(dayOfYear: number): number;
export function declinationCooper69(dayOfYear: Float64Array, options?: Into): Float64Array;
export function declinationCooper69(dayOfYear: NumberOrColumn, options: Into = {}): NumberOrColumn {
  return mapColumn(
    dayOfYear,
    options.out,
    (day) => 23.45 * Math.sin(dayAngle(day, -284)) * RADIANS,
  );
}
