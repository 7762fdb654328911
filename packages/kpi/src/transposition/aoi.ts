import { DEGREES, RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";

/** A surface and the sun [deg]; azimuths clockwise from north. */
export interface SurfaceAndSun<Value = NumberOrColumn> {
  /** Tilt of the surface from the horizontal, 0 to 180. */
  readonly surfaceTiltDeg: Value;
  /** Direction that the surface faces. */
  readonly surfaceAzimuthDeg: Value;
  /** Apparent zenith of the sun. */
  readonly zenithDeg: Value;
  /** Azimuth of the sun. */
  readonly azimuthDeg: Value;
}

/** The four columns, in the order in which {@link projectionOf} takes them. */
export function surfaceInputs(input: SurfaceAndSun): NumberOrColumn[] {
  return [input.surfaceTiltDeg, input.surfaceAzimuthDeg, input.zenithDeg, input.azimuthDeg];
}

/** Cosine of the angle of incidence, within ±1; angles in degrees. */
export function projectionOf(
  tiltDeg: number,
  surfaceAzimuthDeg: number,
  zenithDeg: number,
  azimuthDeg: number,
): number {
  const [tilt, zenith] = [tiltDeg * RADIANS, zenithDeg * RADIANS];
  const projection =
    Math.cos(tilt) * Math.cos(zenith) +
    Math.sin(tilt) * Math.sin(zenith) * Math.cos((azimuthDeg - surfaceAzimuthDeg) * RADIANS);
  return Math.min(Math.max(projection, -1), 1);
}

/**
 * Cosine of the angle of incidence: cos β cos ζ + sin β sin ζ cos(γ_sun − γ), within ±1.
 *
 * @returns projection; negative when the sun is behind the surface, `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see J. A. Duffie, W. A. Beckman, "Solar Engineering of Thermal Processes", 3rd ed., equation 1.6.3, 2006
 * @example
 * aoiProjection({ surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 30, azimuthDeg: 180 }); // 1
 */
export function aoiProjection(input: SurfaceAndSun<number>): number;
export function aoiProjection(input: SurfaceAndSun & Into): Float64Array;
export function aoiProjection(input: SurfaceAndSun & Into): NumberOrColumn {
  return mapRows(surfaceInputs(input), input.out, (cells) =>
    projectionOf(cells[0]!, cells[1]!, cells[2]!, cells[3]!),
  );
}

/**
 * Angle of incidence of the sun on a surface.
 *
 * @returns angle [deg], 0 to 180, above 90 when the sun is behind; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see J. A. Duffie, W. A. Beckman, "Solar Engineering of Thermal Processes", 3rd ed., equation 1.6.3, 2006
 * @example
 * aoi({ surfaceTiltDeg: 0, surfaceAzimuthDeg: 180, zenithDeg: 50, azimuthDeg: 120 }); // 50
 */
export function aoi(input: SurfaceAndSun<number>): number;
export function aoi(input: SurfaceAndSun & Into): Float64Array;
export function aoi(input: SurfaceAndSun & Into): NumberOrColumn {
  return mapRows(
    surfaceInputs(input),
    input.out,
    (cells) => Math.acos(projectionOf(cells[0]!, cells[1]!, cells[2]!, cells[3]!)) * DEGREES,
  );
}

/** Inputs of {@link beamComponent}. */
export interface BeamInput<Value = NumberOrColumn> extends SurfaceAndSun<Value> {
  /** Direct normal irradiance [W/m²]. */
  readonly dniWm2: Value;
}

/**
 * Direct irradiance on a surface: max(DNI·cos AOI, 0).
 *
 * @returns irradiance [W/m²]; 0 when the sun is behind the surface, `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @example
 * beamComponent({ surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 90, azimuthDeg: 180, dniWm2: 800 }); // 400
 */
export function beamComponent(input: BeamInput<number>): number;
export function beamComponent(input: BeamInput & Into): Float64Array;
export function beamComponent(input: BeamInput & Into): NumberOrColumn {
  return mapRows([...surfaceInputs(input), input.dniWm2], input.out, (cells) =>
    Math.max(cells[4]! * projectionOf(cells[0]!, cells[1]!, cells[2]!, cells[3]!), 0),
  );
}
