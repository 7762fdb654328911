import { RADIANS } from "../angle.ts";
import { kastenYoung1989 } from "../atmosphere/relative-airmass.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapNamed, mapRows } from "../column-map.ts";
import { projectionOf, surfaceInputs } from "./aoi.ts";
import { FACTORS, perezDriesseFactors } from "./perez-driesse-spline.ts";
import { COS_85, type PerezInput, type SkyDiffuseParts } from "./perez.ts";

/** Inputs of {@link perezDriesse}. */
export type PerezDriesseInput<Value = NumberOrColumn> = Omit<PerezInput<Value>, "coefficients">;

const NAMES = ["skyDiffuseWm2", "isotropicWm2", "circumsolarWm2", "horizonWm2"] as const;

const KAPPA = 1.041;

/** Sky clearness ζ, 0 to 1. */
function clearness(dhi: number, dni: number, z: number): number {
  const beamShare = dhi === 0 ? 0 : dni / (dhi + dni);
  const term = KAPPA * z * z * z;
  return beamShare / (1 - term * (beamShare - 1));
}

/** Sky diffuse irradiance and its parts; `factors` is room for six numbers. */
export function perezDriesseRow(
  dhi: number,
  dni: number,
  dniExtra: number,
  airmass: number,
  zenithDeg: number,
  projection: number,
  cosTilt: number,
  sinTilt: number,
  factors: Float64Array,
  into: Float64Array,
): void {
  const z = zenithDeg * RADIANS;
  const mass = zenithDeg >= 90 ? kastenYoung1989(90) : airmass;
  const delta = dhi / (dniExtra / mass);
  perezDriesseFactors(clearness(dhi, dni, z), factors);
  const f1 = Math.min(Math.max(factors[0]! + factors[1]! * delta + factors[2]! * z, 0), 0.9);
  const f2 = factors[3]! + factors[4]! * delta + factors[5]! * z;
  const wide = 0.5 * (1 - f1) * (1 + cosTilt);
  const aroundSun = (f1 * Math.max(projection, 0)) / Math.max(Math.cos(z), COS_85);
  const horizon = f2 * sinTilt;
  const known = dni === dni ? 1 : Number.NaN;
  into[0] = Math.max(dhi * (wide + aroundSun + horizon), 0) * known;
  into[1] = dhi * wide;
  into[2] = dhi * aroundSun;
  into[3] = dhi * horizon;
}

function inputsOf(input: PerezDriesseInput): NumberOrColumn[] {
  const { dhiWm2, dniWm2, dniExtraWm2, airmassRelative = 0 } = input;
  return [...surfaceInputs(input), dhiWm2, dniWm2, dniExtraWm2, airmassRelative];
}

function rowWith(input: PerezDriesseInput): (cells: Float64Array, into: Float64Array) => void {
  const hasAirmass = input.airmassRelative !== undefined;
  const factors = new Float64Array(FACTORS);
  return (cells, into) => {
    const [tiltDeg, zenith] = [cells[0]!, cells[2]!];
    perezDriesseRow(
      cells[4]!,
      cells[5]!,
      cells[6]!,
      hasAirmass ? cells[7]! : kastenYoung1989(zenith),
      zenith,
      projectionOf(tiltDeg, cells[1]!, zenith, cells[3]!),
      Math.cos(tiltDeg * RADIANS),
      Math.sin(tiltDeg * RADIANS),
      factors,
      into,
    );
  };
}

/**
 * Sky diffuse irradiance on a surface by Perez and Driesse, with its parts: as `perezParts`, without jumps between bins.
 *
 * F₁ (0 to 0.9) and F₂ come from quadratic splines over the sky clearness. The parts are given as the formula has them,
 * also where their sum is cut at 0.
 *
 * @returns irradiance [W/m²]; goes on with what diffuse is left below the horizon; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Driesse, A. Jensen, R. Perez, Solar Energy 267, 112093, 2024, doi:10.1016/j.solener.2023.112093
 * @example
 * const place = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 80, azimuthDeg: 170 };
 * perezDriesseParts({ ...place, dhiWm2: 10, dniWm2: 0, dniExtraWm2: 1367 }).skyDiffuseWm2; // 8.85…
 */
export function perezDriesseParts(input: PerezDriesseInput<number>): SkyDiffuseParts;
export function perezDriesseParts(
  input: PerezDriesseInput & { readonly out?: Partial<SkyDiffuseParts<Float64Array>> },
): SkyDiffuseParts<Float64Array>;
export function perezDriesseParts(
  input: PerezDriesseInput & { readonly out?: Partial<SkyDiffuseParts<Float64Array>> },
): SkyDiffuseParts<NumberOrColumn> {
  return mapNamed(NAMES, inputsOf(input), input.out, rowWith(input));
}

/**
 * Sky diffuse irradiance on a surface by Perez and Driesse; formula, range and source as {@link perezDriesseParts}.
 *
 * @returns irradiance [W/m²], never negative; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. Driesse, A. Jensen, R. Perez, Solar Energy 267, 112093, 2024, doi:10.1016/j.solener.2023.112093
 * @example
 * const place = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 80, azimuthDeg: 170 };
 * perezDriesse({ ...place, dhiWm2: 10, dniWm2: 0, dniExtraWm2: 1367 }); // 8.85…
 */
export function perezDriesse(input: PerezDriesseInput<number>): number;
export function perezDriesse(input: PerezDriesseInput & Into): Float64Array;
export function perezDriesse(input: PerezDriesseInput & Into): NumberOrColumn {
  const parts = new Float64Array(NAMES.length);
  const row = rowWith(input);
  return mapRows(inputsOf(input), input.out, (cells) => {
    row(cells, parts);
    return parts[0]!;
  });
}
