import { cosDeg, RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn, mapNamed } from "../column-map.ts";
import type { DiffuseIam } from "./diffuse-iam.ts";

/** Options of {@link iamMartinRuiz}. */
export interface IamMartinRuizOptions {
  /** Angular losses coefficient, above 0: 0.16 for a clean module, 0.2 and more for a dusty one. Default 0.16. */
  readonly angularLosses?: number;
}

function martinRuizOf(aoiDeg: number, losses: number): number {
  if (Math.abs(aoiDeg) >= 90) return 0;
  return (1 - Math.exp(-cosDeg(aoiDeg) / losses)) / (1 - Math.exp(-1 / losses));
}

function checkLosses(losses: number): number {
  if (losses <= 0) throw new RangeError(`angularLosses is ${losses}: give more than 0`);
  return losses;
}

/**
 * Incidence angle modifier by Martín and Ruiz: (1 − exp(−cos AOI/a)) / (1 − exp(−1/a)).
 *
 * @param aoiDeg - angle of incidence [deg]; its sign does not matter
 * @returns transmittance over that at normal incidence; 0 from 90°, `NaN` for `NaN`
 * @throws RangeError when `angularLosses` is not above 0
 * @see N. Martín, J. M. Ruiz, Solar Energy Materials and Solar Cells 70(1), 25–38, 2001, doi:10.1016/S0927-0248(00)00408-6
 * @example
 * iamMartinRuiz(60); // 0.9579…
 */
export function iamMartinRuiz(aoiDeg: number, options?: IamMartinRuizOptions): number;
export function iamMartinRuiz(
  aoiDeg: Float64Array,
  options?: IamMartinRuizOptions & Into,
): Float64Array;
export function iamMartinRuiz(
  aoiDeg: NumberOrColumn,
  options: IamMartinRuizOptions & Into = {},
): NumberOrColumn {
  const losses = checkLosses(options.angularLosses ?? 0.16);
  return mapColumn(aoiDeg, options.out, (aoi) => martinRuizOf(aoi, losses));
}

/** Options of {@link iamMartinRuizDiffuse}. */
export interface IamMartinRuizDiffuseOptions extends IamMartinRuizOptions {
  /** Default 0.4244. */
  readonly c1?: number;
  /** Default 0.5·a − 0.154. */
  readonly c2?: number;
}

const NAMES = ["sky", "ground"] as const;

/** A tilt [deg] that keeps the formula from dividing by 0. */
function offFlat(tiltDeg: number): number {
  if (tiltDeg === 0) return 1e-6;
  return tiltDeg === 180 ? 180 - 1e-6 : tiltDeg;
}

/**
 * Incidence angle modifiers of diffuse light from sky and ground by Martín and Ruiz, in closed form.
 *
 * @param surfaceTiltDeg - tilt of the module [deg]; 0 and 180 are taken 1e-6 beside
 * @returns modifiers; `NaN` for `NaN`
 * @throws RangeError when `angularLosses` is not above 0
 * @see N. Martín, J. M. Ruiz, "A new model for PV modules angular losses under field conditions", Int. J. Solar Energy
 * 22(1), 19–31, 2002, doi:10.1080/01425910212852
 * @example
 * iamMartinRuizDiffuse(30).sky; // 0.95…
 */
export function iamMartinRuizDiffuse(
  surfaceTiltDeg: number,
  options?: IamMartinRuizDiffuseOptions,
): DiffuseIam;
export function iamMartinRuizDiffuse(
  surfaceTiltDeg: Float64Array,
  options?: IamMartinRuizDiffuseOptions & { readonly out?: Partial<DiffuseIam<Float64Array>> },
): DiffuseIam<Float64Array>;
export function iamMartinRuizDiffuse(
  surfaceTiltDeg: NumberOrColumn,
  options: IamMartinRuizDiffuseOptions & { readonly out?: Partial<DiffuseIam<Float64Array>> } = {},
): DiffuseIam<NumberOrColumn> {
  const losses = checkLosses(options.angularLosses ?? 0.16);
  const { c1 = 0.4244, c2 = 0.5 * losses - 0.154 } = options;
  const passed = (term: number): number => 1 - Math.exp((-(c1 + c2 * term) * term) / losses);
  return mapNamed(NAMES, [surfaceTiltDeg], options.out, (cells, into) => {
    const tilt = offFlat(cells[0]!);
    const beta = tilt * RADIANS;
    const sine = tilt < 90 ? Math.sin(beta) : Math.sin(Math.PI - beta);
    into[0] = passed(sine + (Math.PI - beta - sine) / (1 + Math.cos(beta)));
    into[1] = passed(sine + (beta - sine) / (1 - Math.cos(beta)));
  });
}
