import { DEGREES, RADIANS } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import type { DiffuseIam } from "./diffuse-iam.ts";

/** Answer of {@link iamMarionDiffuse}. */
export interface MarionDiffuseIam<Value = number> extends DiffuseIam<Value> {
  /** Of the half degree above the horizon. */
  readonly horizon: Value;
}

/** Modifier of the direct light at an angle of incidence [deg], as `iamPhysical`. */
export type DirectIam = (aoiDeg: number) => number;

const NAMES = ["sky", "horizon", "ground"] as const;

/** Zenith angles from `first` to `last` cells of π/`cells`, all around. */
interface Region {
  readonly cells: number;
  readonly first: number;
  readonly last: number;
}

const SKY: Region = { cells: 180, first: 0, last: 89 };
const HORIZON: Region = { cells: 1800, first: 895, last: 899 };
const GROUND: Region = { cells: 180, first: 90, last: 179 };

/** Mean of the modifier over the part of a region in front of the module, weighted by what falls on it. */
function meanOver(region: Region, tilt: number, iam: DirectIam): number {
  const step = Math.PI / region.cells;
  const [cosTilt, sinTilt] = [Math.cos(tilt), Math.sin(tilt)];
  let passed = 0;
  let total = 0;
  for (let cell = region.first; cell <= region.last; cell++) {
    const zenith = (cell + 0.5) * step;
    const area = step * (Math.cos(cell * step) - Math.cos((cell + 1) * step));
    const [upright, across] = [cosTilt * Math.cos(zenith), sinTilt * Math.sin(zenith)];
    for (let turn = 0; turn < 2 * region.cells; turn++) {
      const cosine = upright + across * Math.cos((turn + 0.5) * step);
      if (cosine <= 0) continue;
      passed += iam(Math.acos(Math.min(cosine, 1)) * DEGREES) * cosine * area;
      total += cosine * area;
    }
  }
  if (Number.isNaN(tilt)) return Number.NaN;
  return total === 0 ? 0 : passed / total;
}

/**
 * Incidence angle modifiers of diffuse light from sky, horizon and ground: Marion's integration of a direct one.
 *
 * Over 180 zenith and 360 azimuth cells of a degree; the horizon over cells of a tenth. Some 4 ms a tilt: keep the answer.
 *
 * @param iam - modifier of direct light, as `(aoiDeg) => iamPhysical(aoiDeg)`
 * @param surfaceTiltDeg - tilt of the module [deg]
 * @returns modifiers; 0 for what the module does not see, `NaN` for `NaN`
 * @see B. Marion, "Numerical method for angle-of-incidence correction factors for diffuse radiation incident photovoltaic
 * modules", Solar Energy 147, 344–348, 2017, doi:10.1016/j.solener.2017.03.027
 * @example
 * iamMarionDiffuse((aoiDeg) => iamSchlick(aoiDeg), 30).sky; // 0.96…
 */
export function iamMarionDiffuse(iam: DirectIam, surfaceTiltDeg: number): MarionDiffuseIam;
export function iamMarionDiffuse(
  iam: DirectIam,
  surfaceTiltDeg: Float64Array,
  options?: { readonly out?: Partial<MarionDiffuseIam<Float64Array>> },
): MarionDiffuseIam<Float64Array>;
export function iamMarionDiffuse(
  iam: DirectIam,
  surfaceTiltDeg: NumberOrColumn,
  options: { readonly out?: Partial<MarionDiffuseIam<Float64Array>> } = {},
): MarionDiffuseIam<NumberOrColumn> {
  return mapNamed(NAMES, [surfaceTiltDeg], options.out, (cells, into) => {
    const tilt = cells[0]! * RADIANS;
    into[0] = meanOver(SKY, tilt, iam);
    into[1] = meanOver(HORIZON, tilt, iam);
    into[2] = meanOver(GROUND, tilt, iam);
  });
}
