import { DAY_MS } from "../calendar.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";

/** Inputs of {@link hourAngle}. */
export interface HourAngleInput<Value = NumberOrColumn> {
  /** Instant [epoch ms, UTC]. */
  readonly timeMs: Value;
  /** Longitude [deg], east positive. */
  readonly longitudeDeg: number;
  /** Equation of time [min]. */
  readonly equationOfTimeMin: Value;
}

/**
 * Hour angle of the sun: 0 at local solar noon, 15° an hour, negative in the morning.
 *
 * ω = 15·(UTC hours) − 180 + longitude + EoT/4. It is not wrapped: near the date line values beyond ±180 occur.
 *
 * @returns hour angle [deg]; `NaN` where an input is `NaN`
 * @see J. A. Duffie, W. A. Beckman, "Solar Engineering of Thermal Processes", 3rd ed., p. 13, 2006
 * @example
 * hourAngle({ timeMs: Date.UTC(2020, 4, 5, 12), longitudeDeg: 0, equationOfTimeMin: 3.4 }); // 0.85
 */
export function hourAngle(input: HourAngleInput<number>): number;
export function hourAngle(input: HourAngleInput & Into): Float64Array;
export function hourAngle(input: HourAngleInput & Into): NumberOrColumn {
  const { timeMs, longitudeDeg, equationOfTimeMin, out } = input;
  return mapRows([timeMs, equationOfTimeMin], out, (cells) => {
    const time = cells[0]!;
    const hours = (time - DAY_MS * Math.floor(time / DAY_MS)) / 3_600_000;
    return 15 * (hours - 12) + longitudeDeg + cells[1]! / 4;
  });
}
