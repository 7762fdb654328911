import { DEGREES, RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";
import type { TrackerAxis } from "./surface-orientation.ts";

/** Inputs of {@link projectedSolarZenithAngle}. */
export interface ProjectedZenithInput<Value = NumberOrColumn> extends TrackerAxis {
  /** Zenith of the sun [deg]. */
  readonly zenithDeg: Value;
  /** Azimuth of the sun [deg]. */
  readonly azimuthDeg: Value;
}

/** Makes the projection for an axis, whose sines are computed once. */
export function zenithProjection(
  axisTiltDeg: number,
  axisAzimuthDeg: number,
): (zenithDeg: number, azimuthDeg: number) => number {
  const [tilt, axis] = [axisTiltDeg * RADIANS, axisAzimuthDeg * RADIANS];
  const [cosTilt, sinTilt] = [Math.cos(tilt), Math.sin(tilt)];
  const [cosAxis, sinAxis] = [Math.cos(axis), Math.sin(axis)];
  return (zenithDeg, azimuthDeg) => {
    const [zenith, azimuth] = [zenithDeg * RADIANS, azimuthDeg * RADIANS];
    const flat = Math.sin(zenith);
    const [east, north] = [flat * Math.sin(azimuth), flat * Math.cos(azimuth)];
    const up = Math.cos(zenith) * cosTilt + (east * sinAxis + north * cosAxis) * sinTilt;
    return Math.atan2(east * cosAxis - north * sinAxis, up) * DEGREES;
  };
}

/**
 * Zenith angle of the sun seen along an axis: the rotation at which a tracker faces it best.
 *
 * @returns angle [deg], −180 to 180, right-handed about the axis; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see K. S. Anderson, M. Mikofski, NREL/TP-5K00-76626, 2020, doi:10.2172/1660126
 * @example
 * projectedSolarZenithAngle({ zenithDeg: 45, azimuthDeg: 270, axisAzimuthDeg: 180 }); // 45
 */
export function projectedSolarZenithAngle(input: ProjectedZenithInput<number>): number;
export function projectedSolarZenithAngle(input: ProjectedZenithInput & Into): Float64Array;
export function projectedSolarZenithAngle(input: ProjectedZenithInput & Into): NumberOrColumn {
  const { zenithDeg, azimuthDeg, axisTiltDeg = 0, axisAzimuthDeg = 0, out } = input;
  const project = zenithProjection(axisTiltDeg, axisAzimuthDeg);
  return mapRows([zenithDeg, azimuthDeg], out, (cells) => project(cells[0]!, cells[1]!));
}
