import { DEGREES, RADIANS } from "../angle.ts";
import { kastenYoungOf } from "../atmosphere/relative-airmass.ts";
import {
  cellsOf,
  type NumberOrColumn,
  outColumn,
  rowsOf,
  strideOf,
  zeroUnlessMissing,
} from "../column.ts";
import type { SurfaceAndSun } from "./aoi.ts";
import { DEFAULT_ALBEDO } from "./ground-diffuse.ts";
import type { PerezCoefficientSet } from "./perez-coefficients.ts";
import { type SkyModel, skyModelOf } from "./sky-model.ts";

/** Inputs of {@link totalIrradiance}. */
export interface TotalIrradianceInput<Value = NumberOrColumn> extends SurfaceAndSun<Value> {
  readonly dniWm2: Value;
  readonly ghiWm2: Value;
  readonly dhiWm2: Value;
  /** Extraterrestrial normal irradiance [W/m²]; all models but `isotropic` and `klucher` need it. */
  readonly dniExtraWm2?: Value;
  /** Relative air mass for the Perez models. Default: Kasten and Young, of the zenith. */
  readonly airmassRelative?: Value;
  /** Reflectance of the ground. Default 0.25. */
  readonly albedo?: Value;
  /** Model of the sky's diffuse light. Default `"isotropic"`. */
  readonly model?: SkyModel;
  /** Coefficients of the model `perez`. Default `"allsitescomposite1990"`. */
  readonly coefficients?: PerezCoefficientSet;
}

/** Irradiance in the plane of a surface [W/m²]. */
export interface PlaneIrradiance<Value = number> {
  readonly poaGlobalWm2: Value;
  readonly poaDirectWm2: Value;
  /** Sky and ground. */
  readonly poaDiffuseWm2: Value;
  readonly poaSkyDiffuseWm2: Value;
  readonly poaGroundDiffuseWm2: Value;
  /** Angle of incidence [deg]. */
  readonly aoiDeg: Value;
}

/** Names of the columns that {@link totalIrradiance} can give. */
export type PlaneIrradianceName = keyof PlaneIrradiance;

/** Options of the column form of {@link totalIrradiance}. */
export interface PlaneIrradianceInto<Name extends PlaneIrradianceName> {
  /** Columns wanted. Default: all six. */
  readonly columns?: readonly Name[];
  readonly out?: Partial<Record<Name, Float64Array>>;
}

const ALL: readonly PlaneIrradianceName[] = [
  "poaGlobalWm2",
  "poaDirectWm2",
  "poaDiffuseWm2",
  "poaSkyDiffuseWm2",
  "poaGroundDiffuseWm2",
  "aoiDeg",
];

/** Columns to write; the cosine of incidence is there for a chain that goes on with it. */
export type PlaneColumns = Partial<Record<PlaneIrradianceName | "aoiProjection", Float64Array>>;

/** One loop for all models; the sines of a surface that stays are computed once. */
export function fillPlane(input: TotalIrradianceInput, rows: number, columns: PlaneColumns): void {
  const { dniExtraWm2 = Number.NaN, albedo = DEFAULT_ALBEDO } = input;
  const tilts = cellsOf(input.surfaceTiltDeg);
  const facings = cellsOf(input.surfaceAzimuthDeg);
  const zeniths = cellsOf(input.zenithDeg);
  const azimuths = cellsOf(input.azimuthDeg);
  const [dnis, ghis, dhis] = [cellsOf(input.dniWm2), cellsOf(input.ghiWm2), cellsOf(input.dhiWm2)];
  const [extras, albedos] = [cellsOf(dniExtraWm2), cellsOf(albedo)];
  const airmasses = cellsOf(input.airmassRelative ?? 0);
  const tiltStep = strideOf(input.surfaceTiltDeg);
  const facingStep = strideOf(input.surfaceAzimuthDeg);
  const zenithStep = strideOf(input.zenithDeg);
  const azimuthStep = strideOf(input.azimuthDeg);
  const dniStep = strideOf(input.dniWm2);
  const ghiStep = strideOf(input.ghiWm2);
  const dhiStep = strideOf(input.dhiWm2);
  const extraStep = strideOf(dniExtraWm2);
  const albedoStep = strideOf(albedo);
  const airmassStep = strideOf(input.airmassRelative ?? 0);
  const needsAirmass = input.model === "perez" || input.model === "perez-driesse";
  const computesAirmass = needsAirmass && input.airmassRelative === undefined;
  const sky = skyModelOf(input.model ?? "isotropic", input.coefficients);
  const needsExtra =
    input.model !== undefined && input.model !== "isotropic" && input.model !== "klucher";
  const { poaGlobalWm2, poaDirectWm2, poaDiffuseWm2 } = columns;
  const { poaSkyDiffuseWm2, poaGroundDiffuseWm2, aoiDeg, aoiProjection } = columns;
  const canSkip = !needsAirmass && aoiDeg === undefined && aoiProjection === undefined;
  let tilt = Number.NaN;
  let cosTilt = Number.NaN;
  let sinTilt = Number.NaN;
  for (let row = 0; row < rows; row++) {
    if (tilts[row * tiltStep]! !== tilt) {
      tilt = tilts[row * tiltStep]!;
      cosTilt = Math.cos(tilt * RADIANS);
      sinTilt = Math.sin(tilt * RADIANS);
    }
    const zenith = zeniths[row * zenithStep]!;
    const turned = azimuths[row * azimuthStep]! - facings[row * facingStep]!;
    const dni = dnis[row * dniStep]!;
    const ghi = ghis[row * ghiStep]!;
    const dhi = dhis[row * dhiStep]!;
    const extra = extras[row * extraStep]!;
    const reflectance = albedos[row * albedoStep]!;
    if (canSkip && dni === 0 && ghi === 0 && dhi === 0) {
      // Half of the rows are night. What is missing stays missing: 0 · NaN is NaN.
      const dark = zeroUnlessMissing(
        zenith + turned + tilt + reflectance + (needsExtra ? extra : 0),
      );
      if (poaGlobalWm2) poaGlobalWm2[row] = dark;
      if (poaDirectWm2) poaDirectWm2[row] = dark;
      if (poaDiffuseWm2) poaDiffuseWm2[row] = dark;
      if (poaSkyDiffuseWm2) poaSkyDiffuseWm2[row] = dark;
      if (poaGroundDiffuseWm2) poaGroundDiffuseWm2[row] = dark;
      continue;
    }
    const cosZenith = Math.cos(zenith * RADIANS);
    const raw =
      cosTilt * cosZenith + sinTilt * Math.sin(zenith * RADIANS) * Math.cos(turned * RADIANS);
    const projection = Math.min(Math.max(raw, -1), 1);
    const airmass = computesAirmass
      ? kastenYoungOf(zenith, cosZenith)
      : airmasses[row * airmassStep]!;
    const diffuse = sky(
      dhi,
      dni,
      ghi,
      extra,
      airmass,
      zenith,
      projection,
      cosZenith,
      cosTilt,
      sinTilt,
      tilt,
    );
    const direct = Math.max(dni * projection, 0);
    const ground = ghi * reflectance * (1 - cosTilt) * 0.5;
    if (poaGlobalWm2) poaGlobalWm2[row] = direct + (diffuse + ground);
    if (poaDirectWm2) poaDirectWm2[row] = direct;
    if (poaDiffuseWm2) poaDiffuseWm2[row] = diffuse + ground;
    if (poaSkyDiffuseWm2) poaSkyDiffuseWm2[row] = diffuse;
    if (poaGroundDiffuseWm2) poaGroundDiffuseWm2[row] = ground;
    if (aoiDeg) aoiDeg[row] = Math.acos(projection) * DEGREES;
    if (aoiProjection) aoiProjection[row] = projection;
  }
}

/**
 * Irradiance in the plane of a surface: direct, sky diffuse by a model, and reflected from the ground.
 *
 * global = max(DNI·cos AOI, 0) + sky + GHI·albedo·(1 − cos β)/2
 *
 * @returns irradiance [W/m²] and angle of incidence [deg]; at night what the sky model gives; `NaN` where an input that
 * counts is `NaN`
 * @throws RangeError when columns differ in length
 * @see J. A. Duffie, W. A. Beckman, "Solar Engineering of Thermal Processes", 3rd ed., chapter 2, 2006; the sky models
 * @example
 * totalIrradiance({
 *   surfaceTiltDeg: 30, surfaceAzimuthDeg: 180, zenithDeg: 40, azimuthDeg: 180,
 *   dniWm2: 700, ghiWm2: 636, dhiWm2: 100, dniExtraWm2: 1366, model: "haydavies",
 * }).poaGlobalWm2; // 811…
 */
export function totalIrradiance(input: TotalIrradianceInput<number>): PlaneIrradiance;
export function totalIrradiance<Name extends PlaneIrradianceName = PlaneIrradianceName>(
  input: TotalIrradianceInput & PlaneIrradianceInto<Name>,
): Record<Name, Float64Array>;
export function totalIrradiance(
  input: TotalIrradianceInput & PlaneIrradianceInto<PlaneIrradianceName>,
): Partial<Record<PlaneIrradianceName, NumberOrColumn>> {
  const { surfaceTiltDeg, surfaceAzimuthDeg, zenithDeg, azimuthDeg } = input;
  const { dniWm2, ghiWm2, dhiWm2, dniExtraWm2, airmassRelative, albedo } = input;
  const rows = rowsOf(
    surfaceTiltDeg,
    surfaceAzimuthDeg,
    zenithDeg,
    azimuthDeg,
    dniWm2,
    ghiWm2,
    dhiWm2,
    dniExtraWm2,
    airmassRelative,
    albedo,
  );
  const columns: Partial<Record<PlaneIrradianceName, Float64Array>> = {};
  for (const name of input.columns ?? ALL) {
    columns[name] = outColumn(rows < 0 ? undefined : input.out?.[name], Math.abs(rows));
  }
  fillPlane(input, Math.abs(rows), columns);
  if (rows >= 0) return columns;
  const numbers: Partial<Record<PlaneIrradianceName, number>> = {};
  for (const name of ALL) numbers[name] = columns[name]![0]!;
  return numbers;
}
