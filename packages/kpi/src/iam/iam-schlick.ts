import { cosDeg, RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn, mapNamed } from "../column-map.ts";
import type { DiffuseIam } from "./diffuse-iam.ts";

function schlickOf(aoiDeg: number): number {
  return Math.abs(aoiDeg) >= 90 ? 0 : 1 - (1 - cosDeg(aoiDeg)) ** 5;
}

/**
 * Incidence angle modifier by Schlick's approximation of Fresnel reflection: 1 − (1 − cos AOI)⁵.
 *
 * @param aoiDeg - angle of incidence [deg]; its sign does not matter
 * @returns transmittance over that at normal incidence; 0 from 90°, `NaN` for `NaN`
 * @see C. Schlick, Computer Graphics Forum 13(3), 233–246, 1994, doi:10.1111/1467-8659.1330233
 * @example
 * iamSchlick(60); // 0.96875
 */
export function iamSchlick(aoiDeg: number): number;
export function iamSchlick(aoiDeg: Float64Array, options?: Into): Float64Array;
export function iamSchlick(aoiDeg: NumberOrColumn, options: Into = {}): NumberOrColumn {
  return mapColumn(aoiDeg, options.out, schlickOf);
}

const NAMES = ["sky", "ground"] as const;

/** Below this tilt [deg] the module does not see the ground. */
const FLAT_DEG = 1e-6;

/** Share of the sky's light that passes at a tilt: the closed integral of Schlick's formula. */
function skyOf(tiltDeg: number): number {
  const beta = tiltDeg * RADIANS;
  const [cosine, sine] = [Math.cos(beta), Math.sin(beta)];
  const sum =
    (30 / 7) * Math.PI -
    (160 / 21) * beta -
    (10 / 3) * Math.PI * cosine +
    (160 / 21) * cosine * sine -
    (5 / 3) * Math.PI * cosine * sine ** 2 +
    (20 / 7) * cosine * sine ** 3 -
    (5 / 16) * Math.PI * cosine * sine ** 4 +
    (16 / 105) * cosine * sine ** 5;
  return (2 / (Math.PI * (1 + cosine))) * sum;
}

/**
 * Incidence angle modifiers of diffuse light from sky and ground by Schlick, in closed form.
 *
 * @param surfaceTiltDeg - tilt of the module [deg]
 * @returns modifiers; that of the ground is 0 below 1e-6°; none at 180°, where the formula divides by 0
 * (`Infinity` and `NaN`); `NaN` for `NaN`
 * @see Y. Xie et al., "A physics-based method to simulate irradiance on PV modules", Renewable Energy, 2022; after C.
 * Schlick, doi:10.1111/1467-8659.1330233
 * @example
 * iamSchlickDiffuse(30).sky; // 0.96…
 */
export function iamSchlickDiffuse(surfaceTiltDeg: number): DiffuseIam;
export function iamSchlickDiffuse(
  surfaceTiltDeg: Float64Array,
  options?: { readonly out?: Partial<DiffuseIam<Float64Array>> },
): DiffuseIam<Float64Array>;
export function iamSchlickDiffuse(
  surfaceTiltDeg: NumberOrColumn,
  options: { readonly out?: Partial<DiffuseIam<Float64Array>> } = {},
): DiffuseIam<NumberOrColumn> {
  return mapNamed(NAMES, [surfaceTiltDeg], options.out, (cells, into) => {
    const tilt = cells[0]!;
    const cosine = cosDeg(tilt);
    const sky = skyOf(tilt);
    into[0] = sky;
    into[1] = tilt < FLAT_DEG ? 0 : 40 / (21 * (1 - cosine)) - ((1 + cosine) / (1 - cosine)) * sky;
  });
}
