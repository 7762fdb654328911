import { DEGREES, RADIANS } from "../angle.ts";

/** Ground on which trackers stand. */
export interface Slope {
  /** Direction in which the ground falls [deg]. */
  readonly slopeAzimuthDeg: number;
  /** Angle of the ground from the horizontal [deg]. */
  readonly slopeTiltDeg: number;
  /** Direction of the tracker axes [deg]. */
  readonly axisAzimuthDeg: number;
}

/**
 * Tilt of a tracker's axis that lies on sloping ground: atan(tan(slope)·cos(axis − slope azimuth)).
 *
 * @returns tilt [deg]; negative when the axis falls against its direction; `NaN` where an input is `NaN`
 * @see K. S. Anderson, M. Mikofski, NREL/TP-5K00-76626, 2020, doi:10.2172/1660126
 * @example
 * calcAxisTilt({ slopeAzimuthDeg: 135, slopeTiltDeg: 12, axisAzimuthDeg: 170 }); // 9.877…
 */
export function calcAxisTilt(slope: Slope): number {
  const turned = (slope.axisAzimuthDeg - slope.slopeAzimuthDeg) * RADIANS;
  return Math.atan(Math.cos(turned) * Math.tan(slope.slopeTiltDeg * RADIANS)) * DEGREES;
}

/**
 * Slope of the ground across the axes of trackers, for the backtracking of `singleAxis`.
 *
 * @param slope - the ground, and the tilt of the axes on it [deg], of {@link calcAxisTilt}
 * @returns angle [deg], right-handed about the axis; `NaN` where an input is `NaN`
 * @see K. S. Anderson, M. Mikofski, NREL/TP-5K00-76626, 2020, doi:10.2172/1660126
 * @example
 * const slope = { slopeAzimuthDeg: 135, slopeTiltDeg: 12, axisAzimuthDeg: 170 };
 * calcCrossAxisTilt({ ...slope, axisTiltDeg: calcAxisTilt(slope) }); // −6.849…
 */
export function calcCrossAxisTilt(slope: Slope & { readonly axisTiltDeg: number }): number {
  const turned = (slope.axisAzimuthDeg - slope.slopeAzimuthDeg) * RADIANS;
  const [ground, axis] = [slope.slopeTiltDeg * RADIANS, slope.axisTiltDeg * RADIANS];
  const [cosTurned, sinTurned] = [Math.cos(turned), Math.sin(turned)];
  const [cosGround, sinGround] = [Math.cos(ground), Math.sin(ground)];
  const [cosAxis, sinAxis] = [Math.cos(axis), Math.sin(axis)];
  // The ground's direction at right angles to the axis, in the frame of the slope.
  const x = sinTurned * cosAxis * cosGround;
  const y = sinAxis * sinGround + cosTurned * cosAxis * cosGround;
  const z = -sinTurned * sinGround * cosAxis;
  const rise = (x * cosTurned - y * sinTurned) * sinAxis + z * cosAxis;
  return Math.asin(rise / Math.sqrt(x * x + y * y + z * z)) * DEGREES;
}
