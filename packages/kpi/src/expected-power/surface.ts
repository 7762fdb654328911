import type { NumberOrColumn } from "../column.ts";
import { singleAxis } from "../tracking/single-axis.ts";

/** A fixed array. */
export interface FixedMounting {
  readonly surfaceTiltDeg: number;
  readonly surfaceAzimuthDeg: number;
}

/** An array on single-axis trackers. */
export interface TrackerMounting {
  /** Tilt of the axis [°]; default 0. */
  readonly axisTiltDeg?: number;
  /** Direction of the axis [°]. */
  readonly axisAzimuthDeg: number;
  /** Largest rotation [°]; default 90. */
  readonly maxAngleDeg?: number;
  /** Default true. */
  readonly backtrack?: boolean;
  /** Ground coverage ratio; default 2/7. */
  readonly gcr?: number;
}

export type ArrayMounting = FixedMounting | TrackerMounting;

/** Orientation of the array: of a fixed one two numbers, of a tracker columns. */
export interface Surface {
  readonly surfaceTiltDeg: NumberOrColumn;
  readonly surfaceAzimuthDeg: NumberOrColumn;
}

/** Orientation of the array under the sun; a tracker lies flat, facing south, while the sun is down. */
export function surfaceOf(
  mounting: ArrayMounting,
  apparentZenithDeg: Float64Array,
  azimuthDeg: Float64Array,
): Surface {
  if ("surfaceTiltDeg" in mounting) return mounting;
  const surface = singleAxis({ apparentZenithDeg, azimuthDeg, ...mounting });
  const { surfaceTiltDeg, surfaceAzimuthDeg } = surface;
  for (let row = 0; row < azimuthDeg.length; row++) {
    if (Number.isNaN(surfaceTiltDeg[row]!)) surfaceTiltDeg[row] = 0;
    if (Number.isNaN(surfaceAzimuthDeg[row]!)) surfaceAzimuthDeg[row] = 180;
  }
  return { surfaceTiltDeg, surfaceAzimuthDeg };
}
