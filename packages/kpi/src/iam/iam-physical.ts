import { cosDeg } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

/** Cover of {@link iamPhysical}. */
export interface IamPhysicalOptions {
  /** Refractive index of the glass. Default 1.526. */
  readonly n?: number;
  /** Extinction coefficient of the glass [1/m]. Default 4. */
  readonly extinctionPerM?: number;
  /** Thickness of the glass [m]. Default 0.002. */
  readonly thicknessM?: number;
  /** Refractive index of an anti-reflective coating. Default: none. */
  readonly nCoating?: number;
}

/** Shares of light, polarised across and along the plane of incidence, that pass a border between two media. */
interface Passed {
  readonly across: number;
  readonly along: number;
  readonly cosine: number;
}

/** Fresnel and Snell: from a medium of index `n1` at a cosine of incidence into one of index `n2`. */
function border(n1: number, n2: number, cosine: number): Passed {
  const sine = (n1 / n2) * Math.sqrt(1 - cosine * cosine);
  const refracted = Math.sqrt(1 - sine * sine);
  const across = (n1 * cosine - n2 * refracted) / (n1 * cosine + n2 * refracted);
  const along = (n1 * refracted - n2 * cosine) / (n1 * refracted + n2 * cosine);
  return { across: 1 - across * across, along: 1 - along * along, cosine: refracted };
}

/** Share that passes two borders, with the light thrown to and fro between them. */
function both(first: number, second: number): number {
  return (first * second) / (1 - (1 - second) * (1 - first));
}

/** Transmittance of the cover at a cosine of incidence. */
function transmittance(
  cosine: number,
  n: number,
  depth: number,
  coating: number | undefined,
): number {
  const outer = border(1, coating ?? n, cosine);
  if (coating === undefined) {
    return ((outer.across + outer.along) / 2) * Math.exp(-depth / outer.cosine);
  }
  const inner = border(coating, n, outer.cosine);
  const across = both(outer.across, inner.across);
  const along = both(outer.along, inner.along);
  return ((across + along) / 2) * Math.exp(-depth / inner.cosine);
}

/** Transmittance over that at normal incidence, by the cosine; what does not depend on it is computed once. */
function kernelOf(options: IamPhysicalOptions): (cosine: number) => number {
  const { n = 1.526, extinctionPerM = 4, thicknessM = 0.002 } = options;
  const depth = extinctionPerM * thicknessM;
  const nCoating = options.nCoating;
  const isPlain = nCoating === undefined || nCoating === 1 || nCoating === n;
  const coating = isPlain ? undefined : nCoating;
  const straight = transmittance(1, n, depth, coating);
  return (cosine) => (cosine <= 0 ? 0 : transmittance(cosine, n, depth, coating) / straight);
}

/** {@link iamPhysical} of the cosines of incidence, in their place: for a chain that has them anyway. */
export function iamPhysicalOfCosines(cosines: Float64Array, options: IamPhysicalOptions): void {
  const kernel = kernelOf(options);
  for (let row = 0; row < cosines.length; row++) cosines[row] = kernel(cosines[row]!);
}

/**
 * Incidence angle modifier of a glass cover from physics: Fresnel reflection, absorption exp(−K·L/cos θ), a coating.
 *
 * @param aoiDeg - angle of incidence [deg]; its sign does not matter
 * @returns transmittance over that at normal incidence; 0 from 90°, `NaN` for `NaN`
 * @see W. De Soto, S. A. Klein, W. A. Beckman, Solar Energy 80(1), 78–88, 2006, doi:10.1016/j.solener.2005.06.010
 * @example
 * iamPhysical(60); // 0.9460…
 */
export function iamPhysical(aoiDeg: number, options?: IamPhysicalOptions): number;
export function iamPhysical(
  aoiDeg: Float64Array,
  options?: IamPhysicalOptions & Into,
): Float64Array;
export function iamPhysical(
  aoiDeg: NumberOrColumn,
  options: IamPhysicalOptions & Into = {},
): NumberOrColumn {
  const kernel = kernelOf(options);
  return mapColumn(aoiDeg, options.out, (aoi) => (Math.abs(aoi) >= 90 ? 0 : kernel(cosDeg(aoi))));
}
