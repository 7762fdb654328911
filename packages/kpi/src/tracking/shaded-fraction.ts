import { cosDeg, RADIANS, sinDeg } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";
import { zenithProjection } from "./projected-zenith.ts";

/** Inputs of {@link shadedFraction1d}. */
export interface ShadedFractionInput<Value = NumberOrColumn> {
  readonly zenithDeg: Value;
  readonly azimuthDeg: Value;
  /** Direction of the rows' axes [deg]. */
  readonly axisAzimuthDeg: number;
  /** Tilt of the axes [deg]. Default 0. */
  readonly axisTiltDeg?: number;
  /** Rotation of the row that is shaded [deg]. */
  readonly shadedRowRotationDeg: Value;
  /** Rotation of the row that shades [deg]. Default: that of the shaded row. */
  readonly shadingRowRotationDeg?: Value;
  /** Width of a row, in the unit of `pitch`. */
  readonly collectorWidth: number;
  /** Distance from axis to axis along the slope. */
  readonly pitch: number;
  /** Distance from the axis to the modules. Default 0. */
  readonly surfaceToAxisOffset?: number;
  /** Slope of the ground across the axes [deg]. Default 0. */
  readonly crossAxisSlopeDeg?: number;
}

function fractionOf(
  projected: number,
  shaded: number,
  shading: number,
  input: ShadedFractionInput,
): number {
  const { collectorWidth, pitch, surfaceToAxisOffset = 0, crossAxisSlopeDeg = 0 } = input;
  const [shadingTurn, shadedTurn] = [shading - projected, shaded - projected];
  const seen = Math.abs(cosDeg(shadedTurn));
  const widths = 0.5 + Math.abs(cosDeg(shadingTurn)) / seen / 2;
  const raised =
    ((Math.sign(projected) * surfaceToAxisOffset) / collectorWidth / seen) *
    (sinDeg(shadedTurn) - sinDeg(shadingTurn));
  const apart =
    ((pitch / collectorWidth) * cosDeg(projected - crossAxisSlopeDeg)) /
    seen /
    Math.cos(crossAxisSlopeDeg * RADIANS);
  return Math.min(Math.max(widths + raised - apart, 0), 1);
}

/**
 * Share of a row's width that the row in front shades.
 *
 * @returns share, 0 to 1, from the edge next to the ground; `NaN` where an input is `NaN`. The sun below the horizon is
 * not looked for
 * @throws RangeError when columns differ in length
 * @see K. S. Anderson, A. R. Jensen, "Shaded fraction and backtracking in single-axis trackers on rolling terrain", J.
 * Renewable and Sustainable Energy 16, 023504, 2024, doi:10.1063/5.0202220
 * @example
 * const rows = { axisAzimuthDeg: 180, shadedRowRotationDeg: 60, collectorWidth: 2, pitch: 5 };
 * shadedFraction1d({ ...rows, zenithDeg: 80, azimuthDeg: 270 }); // 0.53…
 */
export function shadedFraction1d(input: ShadedFractionInput<number>): number;
export function shadedFraction1d(input: ShadedFractionInput & Into): Float64Array;
export function shadedFraction1d(input: ShadedFractionInput & Into): NumberOrColumn {
  const { zenithDeg, azimuthDeg, shadedRowRotationDeg, axisTiltDeg = 0, out } = input;
  const shadingRowRotationDeg = input.shadingRowRotationDeg ?? shadedRowRotationDeg;
  const project = zenithProjection(axisTiltDeg, input.axisAzimuthDeg);
  const inputs = [zenithDeg, azimuthDeg, shadedRowRotationDeg, shadingRowRotationDeg];
  return mapRows(inputs, out, (cells) =>
    fractionOf(project(cells[0]!, cells[1]!), cells[2]!, cells[3]!, input),
  );
}
