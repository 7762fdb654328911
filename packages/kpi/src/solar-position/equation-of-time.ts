import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";
import { dayAngle } from "../day-angle.ts";

function spencer(dayOfYear: number): number {
  const b = dayAngle(dayOfYear, 1);
  const series =
    0.0000075 +
    0.001868 * Math.cos(b) -
    0.032077 * Math.sin(b) -
    0.014615 * Math.cos(2 * b) -
    0.040849 * Math.sin(2 * b);
  return (1440 / (2 * Math.PI)) * series;
}

/**
 * Equation of time by Spencer's series, some 0.6 min off.
 *
 * @param dayOfYear - 1 to 366, or a column of them
 * @returns apparent minus mean solar time [min]; `NaN` for `NaN`
 * @see J. W. Spencer, "Fourier series representation of the position of the sun", Search 2(5), 172, 1971
 * @example
 * equationOfTimeSpencer71(1); // −2.92
 */
export function equationOfTimeSpencer71(dayOfYear: number): number;
export function equationOfTimeSpencer71(dayOfYear: Float64Array, options?: Into): Float64Array;
export function equationOfTimeSpencer71(
  dayOfYear: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumn(dayOfYear, options.out, spencer);
}

function pvcdrom(dayOfYear: number): number {
  const b = dayAngle(dayOfYear, 81);
  return 9.87 * Math.sin(2 * b) - 7.53 * Math.cos(b) - 1.5 * Math.sin(b);
}

/**
 * Equation of time by the three terms of PVCDROM, some 1 min off.
 *
 * @param dayOfYear - 1 to 366, or a column of them
 * @returns apparent minus mean solar time [min]; `NaN` for `NaN`
 * @see S. A. Kalogirou, "Solar Energy Engineering", 2nd ed., 2014, chapter 2
 * @example
 * equationOfTimePvcdrom(1); // −3.71
 */
export function equationOfTimePvcdrom(dayOfYear: number): number;
export function equationOfTimePvcdrom(dayOfYear: Float64Array, options?: Into): Float64Array;
export function equationOfTimePvcdrom(
  dayOfYear: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumn(dayOfYear, options.out, pvcdrom);
}
