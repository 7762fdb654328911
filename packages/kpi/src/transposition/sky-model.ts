import { hayDaviesSky } from "./hay-davies.ts";
import { klucherSky } from "./klucher.ts";
import { FACTORS } from "./perez-driesse-spline.ts";
import { perezDriesseRow } from "./perez-driesse.ts";
import { PEREZ_COEFFICIENTS, type PerezCoefficientSet } from "./perez-coefficients.ts";
import { perezRow } from "./perez.ts";
import { reindlSky } from "./reindl.ts";

/** Models of the sky's diffuse light. */
export type SkyModel = "isotropic" | "klucher" | "haydavies" | "reindl" | "perez" | "perez-driesse";

/** Sky diffuse irradiance [W/m²] of a row whose geometry is known. */
export type SkyKernel = (
  dhi: number,
  dni: number,
  ghi: number,
  dniExtra: number,
  airmass: number,
  zenithDeg: number,
  projection: number,
  cosZenith: number,
  cosTilt: number,
  sinTilt: number,
  tiltDeg: number,
) => number;

function perezKernel(coefficients: readonly number[]): SkyKernel {
  const parts = new Float64Array(4);
  return (dhi, dni, _ghi, extra, airmass, zenith, projection, cosZenith, cosTilt, sinTilt) => {
    perezRow(
      dhi,
      dni,
      extra,
      airmass,
      zenith,
      cosZenith,
      projection,
      cosTilt,
      sinTilt,
      coefficients,
      parts,
    );
    return parts[0]!;
  };
}

function perezDriesseKernel(): SkyKernel {
  const parts = new Float64Array(4);
  const factors = new Float64Array(FACTORS);
  return (dhi, dni, _ghi, extra, airmass, zenith, projection, _cosZenith, cosTilt, sinTilt) => {
    perezDriesseRow(dhi, dni, extra, airmass, zenith, projection, cosTilt, sinTilt, factors, parts);
    return parts[0]!;
  };
}

type MakeKernel = (coefficients: readonly number[]) => SkyKernel;

const MODELS: Readonly<Record<SkyModel, MakeKernel>> = {
  isotropic: () => (dhi, _dni, _ghi, _extra, _airmass, _zenith, _projection, _cosZenith, cosTilt) =>
    dhi * (1 + cosTilt) * 0.5,
  klucher:
    () =>
    (dhi, _dni, ghi, _extra, _airmass, zenith, projection, _cosZenith, _cosTilt, _sinTilt, tilt) =>
      klucherSky(dhi, ghi, tilt, zenith, projection),
  haydavies: () => (dhi, dni, _ghi, extra, _airmass, _zenith, projection, cosZenith, cosTilt) =>
    hayDaviesSky(dhi, dni, extra, projection, cosZenith, 0.5 * (1 + cosTilt)),
  reindl:
    () =>
    (dhi, dni, ghi, extra, _airmass, _zenith, projection, cosZenith, _cosTilt, _sinTilt, tilt) =>
      reindlSky(dhi, dni, ghi, extra, projection, cosZenith, tilt),
  perez: perezKernel,
  "perez-driesse": perezDriesseKernel,
};

export function skyModelOf(
  model: SkyModel,
  coefficients: PerezCoefficientSet = "allsitescomposite1990",
): SkyKernel {
  return MODELS[model](PEREZ_COEFFICIENTS[coefficients]);
}
