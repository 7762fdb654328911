import { DEGREES, RADIANS, wrap } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";

/** Orientation of a tracker's surface [deg]. */
export interface SurfaceOrientation<Value = number> {
  readonly surfaceTiltDeg: Value;
  /** Direction that the surface faces, clockwise from north, [0, 360). */
  readonly surfaceAzimuthDeg: Value;
}

/** A tracker's axis. */
export interface TrackerAxis {
  /** Tilt of the axis [deg]. Default 0. */
  readonly axisTiltDeg?: number;
  /** Direction of the axis [deg]; a tilted one faces that way. Default 0. */
  readonly axisAzimuthDeg?: number;
}

const NAMES = ["surfaceTiltDeg", "surfaceAzimuthDeg"] as const;

/** Writes tilt and azimuth of a surface turned by `thetaDeg` to `into[at]` and `into[at + 1]`. */
export function orientationOf(
  thetaDeg: number,
  axisTiltDeg: number,
  axisAzimuthDeg: number,
  into: Float64Array,
  at: number,
): void {
  const theta = thetaDeg * RADIANS;
  const axisTilt = axisTiltDeg * RADIANS;
  const axisAzimuth = axisAzimuthDeg * RADIANS;
  const [aside, upright] = [Math.sin(theta), Math.cos(theta)];
  const ahead = upright * Math.sin(axisTilt);
  const east = aside * Math.cos(axisAzimuth) + ahead * Math.sin(axisAzimuth);
  const north = ahead * Math.cos(axisAzimuth) - aside * Math.sin(axisAzimuth);
  const tilt = Math.acos(upright * Math.cos(axisTilt)) * DEGREES;
  into[at] = tilt;
  into[at + 1] = wrap(tilt === 0 ? axisAzimuthDeg - 90 : Math.atan2(east, north) * DEGREES, 360);
}

/**
 * Tilt and azimuth of a surface on a single axis, from its rotation.
 *
 * Rotation is counted right-handed about the axis: for an axis to the north, negative faces west and positive east; for one
 * to the south the other way round. A flat surface is said to face 90° left of the axis.
 *
 * @param trackerThetaDeg - rotation [deg]
 * @param axis - the axis; default flat, to the north
 * @returns orientation [deg]; `NaN` for `NaN`
 * @see W. F. Marion, A. P. Dobos, NREL/TP-6A20-58891, 2013, doi:10.2172/1089596
 * @example
 * calcSurfaceOrientation(-60, { axisAzimuthDeg: 180 }).surfaceAzimuthDeg; // 90: east
 */
export function calcSurfaceOrientation(
  trackerThetaDeg: number,
  axis?: TrackerAxis,
): SurfaceOrientation;
export function calcSurfaceOrientation(
  trackerThetaDeg: Float64Array,
  axis?: TrackerAxis & { readonly out?: Partial<SurfaceOrientation<Float64Array>> },
): SurfaceOrientation<Float64Array>;
export function calcSurfaceOrientation(
  trackerThetaDeg: NumberOrColumn,
  axis: TrackerAxis & { readonly out?: Partial<SurfaceOrientation<Float64Array>> } = {},
): SurfaceOrientation<NumberOrColumn> {
  const { axisTiltDeg = 0, axisAzimuthDeg = 0, out } = axis;
  return mapNamed(NAMES, [trackerThetaDeg], out, (cells, into) => {
    orientationOf(cells[0]!, axisTiltDeg, axisAzimuthDeg, into, 0);
  });
}
