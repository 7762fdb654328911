import { RADIANS } from "../angle.ts";
import { kastenYoungOf } from "../atmosphere/relative-airmass.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapNamed, mapRows } from "../column-map.ts";
import { surfaceInputs } from "./aoi.ts";
import type { HayDaviesInput } from "./hay-davies.ts";
import { PEREZ_COEFFICIENTS, type PerezCoefficientSet } from "./perez-coefficients.ts";

/** Inputs of {@link perez}. */
export interface PerezInput<Value = NumberOrColumn> extends HayDaviesInput<Value> {
  /** Relative air mass. Default: Kasten and Young, of the zenith. */
  readonly airmassRelative?: Value;
  /** Default `"allsitescomposite1990"`. */
  readonly coefficients?: PerezCoefficientSet;
}

/** Sky diffuse irradiance on a surface and its parts [W/m²]. */
export interface SkyDiffuseParts<Value = number> {
  readonly skyDiffuseWm2: Value;
  readonly isotropicWm2: Value;
  readonly circumsolarWm2: Value;
  /** Of the horizon; may be negative. */
  readonly horizonWm2: Value;
}

const NAMES = ["skyDiffuseWm2", "isotropicWm2", "circumsolarWm2", "horizonWm2"] as const;

const KAPPA = 1.041;
/** cos 85°: floor of cos ζ. */
export const COS_85: number = 0.08715574274765814;

/** Bin of sky clearness, 0 to 7; −1 for NaN and below 0. */
function clearnessBin(epsilon: number): number {
  if (!(epsilon >= 0)) return -1;
  if (epsilon < 1.95) return epsilon < 1.23 ? (epsilon < 1.065 ? 0 : 1) : epsilon < 1.5 ? 2 : 3;
  if (epsilon < 4.5) return epsilon < 2.8 ? 4 : 5;
  return epsilon < 6.2 ? 6 : 7;
}

/** Writes sky diffuse and its parts; `cells` as the inputs of {@link perezParts} lie. */
export function perezRow(
  dhi: number,
  dni: number,
  dniExtra: number,
  airmass: number,
  zenithDeg: number,
  cosZenith: number,
  projection: number,
  cosTilt: number,
  sinTilt: number,
  coefficients: readonly number[],
  into: Float64Array,
): void {
  const z = zenithDeg * RADIANS;
  const cubic = KAPPA * z * z * z;
  const bin = clearnessBin(((dhi + dni) / dhi + cubic) / (1 + cubic));
  if (airmass !== airmass && dhi === dhi && dni === dni) {
    into.fill(0); // the sun is down
    return;
  }
  const delta = (dhi * airmass) / dniExtra;
  const at = bin * 6;
  const f1 = Math.max(
    (coefficients[at] ?? Number.NaN) +
      (coefficients[at + 1] ?? Number.NaN) * delta +
      (coefficients[at + 2] ?? Number.NaN) * z,
    0,
  );
  const f2 =
    (coefficients[at + 3] ?? Number.NaN) +
    (coefficients[at + 4] ?? Number.NaN) * delta +
    (coefficients[at + 5] ?? Number.NaN) * z;
  const ratio = Math.max(projection, 0) / Math.max(cosZenith, COS_85);
  writeParts(dhi, f1, f2, ratio, cosTilt, sinTilt, into);
}

/** The three parts and their sum, not below 0; where the sum is 0 so are the parts. */
function writeParts(
  dhi: number,
  f1: number,
  f2: number,
  ratio: number,
  cosTilt: number,
  sinTilt: number,
  into: Float64Array,
): void {
  const wide = 0.5 * (1 - f1) * (1 + cosTilt);
  const aroundSun = f1 * ratio;
  const horizon = f2 * sinTilt;
  const sky = Math.max(dhi * (wide + aroundSun + horizon), 0);
  into[0] = sky;
  into[1] = sky === 0 ? 0 : dhi * wide;
  into[2] = sky === 0 ? 0 : dhi * aroundSun;
  into[3] = sky === 0 ? 0 : dhi * horizon;
}

/** Sky diffuse and its parts of a row; the sines of a surface that stays are computed once. */
function kernelOf(input: PerezInput): (cells: Float64Array, into: Float64Array) => void {
  const coefficients = PEREZ_COEFFICIENTS[input.coefficients ?? "allsitescomposite1990"];
  const hasAirmass = input.airmassRelative !== undefined;
  let lastTilt = Number.NaN;
  let cosTilt = Number.NaN;
  let sinTilt = Number.NaN;
  return (cells, into) => {
    const [tilt, zenith] = [cells[0]!, cells[2]!];
    if (tilt !== lastTilt) {
      lastTilt = tilt;
      cosTilt = Math.cos(tilt * RADIANS);
      sinTilt = Math.sin(tilt * RADIANS);
    }
    const turned = (cells[3]! - cells[1]!) * RADIANS;
    const cosZenith = Math.cos(zenith * RADIANS);
    const raw = cosTilt * cosZenith + sinTilt * Math.sin(zenith * RADIANS) * Math.cos(turned);
    perezRow(
      cells[4]!,
      cells[5]!,
      cells[6]!,
      hasAirmass ? cells[7]! : kastenYoungOf(zenith, cosZenith),
      zenith,
      cosZenith,
      Math.min(Math.max(raw, -1), 1),
      cosTilt,
      sinTilt,
      coefficients,
      into,
    );
  };
}

function inputsOf(input: PerezInput): NumberOrColumn[] {
  const { dhiWm2, dniWm2, dniExtraWm2, airmassRelative = 0 } = input;
  return [...surfaceInputs(input), dhiWm2, dniWm2, dniExtraWm2, airmassRelative];
}

/**
 * Sky diffuse irradiance on a surface by Perez, with its isotropic, circumsolar and horizon parts.
 *
 * Δ = DHI·AM/I₀; ε = ((DHI + DNI)/DHI + 1.041ζ³)/(1 + 1.041ζ³) picks one of 8 rows of coefficients; F₁ = max(0, f₁₁ + f₁₂Δ +
 * f₁₃ζ), F₂ = f₂₁ + f₂₂Δ + f₂₃ζ; DHI·((1 − F₁)(1 + cos β)/2 + F₁·max(cos AOI, 0)/max(cos ζ, cos 85°) + F₂ sin β), not below 0.
 *
 * @returns irradiance [W/m²]; 0 where the air mass is `NaN` (night) and where DHI is 0 under a beam; `NaN` by day where DHI
 * and DNI are both 0, and where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see R. Perez et al., "Modeling daylight availability and irradiance components from direct and global irradiance", Solar
 * Energy 44(5), 271–289, 1990, doi:10.1016/0038-092X(90)90055-H
 * @example
 * const place = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 80, azimuthDeg: 170 };
 * perezParts({ ...place, dhiWm2: 10, dniWm2: 0, dniExtraWm2: 1367, airmassRelative: 5.6 }).skyDiffuseWm2; // 8.89…
 */
export function perezParts(input: PerezInput<number>): SkyDiffuseParts;
export function perezParts(
  input: PerezInput & { readonly out?: Partial<SkyDiffuseParts<Float64Array>> },
): SkyDiffuseParts<Float64Array>;
export function perezParts(
  input: PerezInput & { readonly out?: Partial<SkyDiffuseParts<Float64Array>> },
): SkyDiffuseParts<NumberOrColumn> {
  return mapNamed(NAMES, inputsOf(input), input.out, kernelOf(input));
}

/**
 * Sky diffuse irradiance on a surface by Perez; formula, range and source as {@link perezParts}.
 *
 * @returns irradiance [W/m²], never negative; see {@link perezParts} for night and missing values
 * @throws RangeError when columns differ in length
 * @see R. Perez et al., Solar Energy 44(5), 271–289, 1990, doi:10.1016/0038-092X(90)90055-H
 * @example
 * const place = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 80, azimuthDeg: 170 };
 * perez({ ...place, dhiWm2: 10, dniWm2: 0, dniExtraWm2: 1367, airmassRelative: 5.6 }); // 8.89…
 */
export function perez(input: PerezInput<number>): number;
export function perez(input: PerezInput & Into): Float64Array;
export function perez(input: PerezInput & Into): NumberOrColumn {
  const kernel = kernelOf(input);
  const parts = new Float64Array(NAMES.length);
  return mapRows(inputsOf(input), input.out, (cells) => {
    kernel(cells, parts);
    return parts[0]!;
  });
}
