import { RADIANS } from "../angle.ts";
import { kastenYoung1989 } from "../atmosphere/relative-airmass.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";
import { decomposeRow } from "../decomposition/diffuse-fraction.ts";
import { erbsDriesseFraction } from "../decomposition/erbs-driesse.ts";
import { projectionOf, surfaceInputs, type SurfaceAndSun } from "./aoi.ts";
import { DEFAULT_ALBEDO } from "./ground-diffuse.ts";
import { FACTORS } from "./perez-driesse-spline.ts";
import { perezDriesseRow } from "./perez-driesse.ts";

/** Inputs of {@link ghiFromPoaDriesse2024}. */
export interface GhiFromPoaInput<Value = NumberOrColumn> extends SurfaceAndSun<Value> {
  /** Global irradiance in the plane of the surface [W/m²]. */
  readonly poaGlobalWm2: Value;
  /** Extraterrestrial normal irradiance [W/m²]. */
  readonly dniExtraWm2: Value;
  /** Relative air mass. Default: Kasten and Young, of the zenith. */
  readonly airmassRelative?: Value;
  /** Reflectance of the ground. Default 0.25. */
  readonly albedo?: Value;
}

/** Halvings of the search: 1700 W/m² down to 1e-9. */
const HALVINGS = 40;

/** Irradiance in the plane, less what was measured, at a global irradiance. */
type PlaneError = (ghi: number) => number;

function planeError(
  cells: Float64Array,
  airmass: number,
  rooms: readonly Float64Array[],
): PlaneError {
  const [parts, factors, sky] = [rooms[0]!, rooms[1]!, rooms[2]!];
  const [tiltDeg, zenith, measured, extra] = [cells[0]!, cells[2]!, cells[4]!, cells[5]!];
  const cosTilt = Math.cos(tiltDeg * RADIANS);
  const sinTilt = Math.sin(tiltDeg * RADIANS);
  const projection = projectionOf(tiltDeg, cells[1]!, zenith, cells[3]!);
  const groundView = cells[7]! * (1 - cosTilt) * 0.5;
  return (ghi) => {
    decomposeRow(ghi, zenith, extra, erbsDriesseFraction, parts);
    const [dni, dhi] = [parts[0]!, parts[1]!];
    perezDriesseRow(dhi, dni, extra, airmass, zenith, projection, cosTilt, sinTilt, factors, sky);
    return Math.max(dni * projection, 0) + sky[0]! + ghi * groundView - measured;
  };
}

/** Root between 0 and `high` by halving, as the sign of the error says; NaN when both ends have one sign. */
function bisect(error: PlaneError, high: number): number {
  let low = 0;
  let width = high;
  if (!(error(0) * error(high) <= 0)) return Number.NaN;
  for (let step = 0; step < HALVINGS; step++) {
    width /= 2;
    if (error(low + width) < 0) low += width;
  }
  return low + width / 2;
}

/**
 * Global horizontal irradiance from that in the plane of a surface, by turning around Erbs-Driesse and Perez-Driesse.
 *
 * The global irradiance is searched whose transposition gives what was measured, between 0 and 1.25 times the
 * extraterrestrial one, by halving.
 *
 * @returns GHI [W/m²] to 1e-8; 0 for 0 and negative irradiance, `NaN` where no GHI fits (low sun behind the surface) and
 * where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Driesse, A. Jensen, R. Perez, Solar Energy 267, 112093, 2024, doi:10.1016/j.solener.2023.112093
 * @example
 * ghiFromPoaDriesse2024({
 *   surfaceTiltDeg: 35, surfaceAzimuthDeg: 160, zenithDeg: 60.33, azimuthDeg: 165.7,
 *   poaGlobalWm2: 366.79, dniExtraWm2: 1414,
 * }); // 290…
 */
export function ghiFromPoaDriesse2024(input: GhiFromPoaInput<number>): number;
export function ghiFromPoaDriesse2024(input: GhiFromPoaInput & Into): Float64Array;
export function ghiFromPoaDriesse2024(input: GhiFromPoaInput & Into): NumberOrColumn {
  const { poaGlobalWm2, dniExtraWm2, airmassRelative = 0, albedo = DEFAULT_ALBEDO } = input;
  const hasAirmass = input.airmassRelative !== undefined;
  const rooms = [new Float64Array(3), new Float64Array(FACTORS), new Float64Array(4)];
  const inputs = [...surfaceInputs(input), poaGlobalWm2, dniExtraWm2, airmassRelative, albedo];
  return mapRows(inputs, input.out, (cells) => {
    if (cells[4]! <= 0) return 0;
    const zenith = cells[2]!;
    const airmass = hasAirmass ? cells[6]! : kastenYoung1989(zenith);
    const high = Math.max(10, 1.25 * cells[5]! * Math.cos(zenith * RADIANS));
    return bisect(planeError(cells, airmass, rooms), high);
  });
}
