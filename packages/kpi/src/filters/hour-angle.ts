import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { hourAngle } from "../solar-position/hour-angle.ts";
import { solarPosition } from "../solar-position/solar-position.ts";

/** Site and limits of {@link hourAngleFilter}. */
export interface HourAngleFilterOptions extends MaskInto {
  /** [deg], north positive. */
  readonly latitudeDeg: number;
  /** [deg], east positive. */
  readonly longitudeDeg: number;
  /** Smallest hour angle to keep [deg], inclusive: −30 is two hours before solar noon. Default −30. */
  readonly minHourAngleDeg?: number;
  /** Largest hour angle to keep [deg], inclusive. Default 30. */
  readonly maxHourAngleDeg?: number;
}

/**
 * Keeps the hours around solar noon, wherever the plant is: the hour angle is taken within ±180°. (The reference's is so
 * when its rows carry the plant's own zone; in UTC it runs on beyond ±180° for plants far from Greenwich.)
 *
 * @param timesMs - epoch ms
 * @returns 1: keep; `NaN` is not kept
 * @see RdTools 3.2, `filtering.hour_angle_filter`
 * @example
 * const noonAndEvening = Float64Array.of(Date.UTC(2024, 5, 1, 12), Date.UTC(2024, 5, 1, 18));
 * hourAngleFilter(noonAndEvening, { latitudeDeg: 50, longitudeDeg: 0 }); // Uint8Array [1, 0]
 */
export function hourAngleFilter(timesMs: Float64Array, options: HourAngleFilterOptions): Mask {
  const { latitudeDeg, longitudeDeg, minHourAngleDeg = -30, maxHourAngleDeg = 30 } = options;
  const { equationOfTimeMin } = solarPosition(timesMs, {
    latitudeDeg,
    longitudeDeg,
    columns: ["equationOfTimeMin"],
  });
  const angles = hourAngle({ timeMs: timesMs, longitudeDeg, equationOfTimeMin });
  const keep = outMask(options.out, timesMs.length);
  for (let row = 0; row < keep.length; row++) {
    const angle = angles[row]! - 360 * Math.round(angles[row]! / 360);
    keep[row] = angle >= minHourAngleDeg && angle <= maxHourAngleDeg ? 1 : 0;
  }
  return keep;
}
