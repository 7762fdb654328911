import { cosDeg, DEGREES } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import { projectionOf } from "../transposition/aoi.ts";
import { zenithProjection } from "./projected-zenith.ts";
import { orientationOf, type SurfaceOrientation, type TrackerAxis } from "./surface-orientation.ts";

/** Inputs of {@link singleAxis}. */
export interface SingleAxisInput<Value = NumberOrColumn> extends TrackerAxis {
  /** Apparent zenith of the sun [deg]. */
  readonly apparentZenithDeg: Value;
  /** Azimuth of the sun [deg]. */
  readonly azimuthDeg: Value;
  /** Largest rotation [deg] to either side, or [least, largest]. Default 90. */
  readonly maxAngleDeg?: number | readonly [number, number];
  /** Turns back where rows would shade each other. Default true. */
  readonly backtrack?: boolean;
  /** Ground coverage ratio: width of a row over the distance of rows. Default 2/7. */
  readonly gcr?: number;
  /** Slope of the ground across the axes [deg], right-handed about the axis. Default 0. */
  readonly crossAxisTiltDeg?: number;
}

/** Where a tracker points [deg]. */
export interface TrackerPosition<Value = number> extends SurfaceOrientation<Value> {
  /** Rotation about the axis, right-handed; 0 is flat across the axis. */
  readonly trackerThetaDeg: Value;
  /** Angle of incidence. */
  readonly aoiDeg: Value;
}

const NAMES = ["trackerThetaDeg", "aoiDeg", "surfaceTiltDeg", "surfaceAzimuthDeg"] as const;

/** Rotation [deg] that keeps rows from shading each other; the wanted one where they do not. */
function backtracked(idealDeg: number, crossAxisTiltDeg: number, distance: number): number {
  const overlap = Math.abs(distance * cosDeg(idealDeg - crossAxisTiltDeg));
  if (!(overlap < 1)) return idealDeg;
  return idealDeg - Math.sign(idealDeg) * Math.acos(overlap) * DEGREES;
}

function kernelOf(input: SingleAxisInput): (cells: Float64Array, into: Float64Array) => void {
  const { axisTiltDeg = 0, axisAzimuthDeg = 0, maxAngleDeg = 90 } = input;
  const { backtrack = true, gcr = 2 / 7, crossAxisTiltDeg = 0 } = input;
  const [least, most] = typeof maxAngleDeg === "number" ? [-maxAngleDeg, maxAngleDeg] : maxAngleDeg;
  const project = zenithProjection(axisTiltDeg, axisAzimuthDeg);
  const distance = 1 / (gcr * cosDeg(crossAxisTiltDeg));
  return (cells, into) => {
    const [zenith, azimuth] = [cells[0]!, cells[1]!];
    if (!(zenith <= 90)) {
      into.fill(Number.NaN);
      return;
    }
    const ideal = project(zenith, azimuth);
    const turned = backtrack ? backtracked(ideal, crossAxisTiltDeg, distance) : ideal;
    const theta = Math.min(Math.max(turned, least), most);
    orientationOf(theta, axisTiltDeg, axisAzimuthDeg, into, 2);
    into[0] = theta;
    into[1] = Math.acos(projectionOf(into[2]!, into[3]!, zenith, azimuth)) * DEGREES;
  };
}

/**
 * Rotation of a single-axis tracker with backtracking, also on slopes, and how it then faces the sun.
 *
 * True tracking: the sun's zenith projected across the axis. Where |cos(θ − β_c)|/(gcr·cos β_c) < 1 rows would shade each
 * other: θ − sign(θ)·acos of that. Then cut to the largest rotation.
 *
 * @returns angles [deg]; all `NaN` with the sun below the horizon and where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see K. S. Anderson, M. Mikofski, "Slope-aware backtracking for single-axis trackers", NREL/TP-5K00-76626, 2020,
 * doi:10.2172/1660126; E. Lorenzo et al., Progress in Photovoltaics 19(6), 747–753, 2011, doi:10.1002/pip.1085
 * @example
 * singleAxis({ apparentZenithDeg: 70.53, azimuthDeg: 129.465 }).trackerThetaDeg; // 65.39…
 */
export function singleAxis(input: SingleAxisInput<number>): TrackerPosition;
export function singleAxis(
  input: SingleAxisInput & { readonly out?: Partial<TrackerPosition<Float64Array>> },
): TrackerPosition<Float64Array>;
export function singleAxis(
  input: SingleAxisInput & { readonly out?: Partial<TrackerPosition<Float64Array>> },
): TrackerPosition<NumberOrColumn> {
  return mapNamed(NAMES, [input.apparentZenithDeg, input.azimuthDeg], input.out, kernelOf(input));
}
