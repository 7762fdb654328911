export { aoi, aoiProjection, beamComponent, type BeamInput, type SurfaceAndSun } from "./aoi.ts";
export { ghiFromPoaDriesse2024, type GhiFromPoaInput } from "./ghi-from-poa.ts";
export {
  DEFAULT_ALBEDO,
  groundDiffuse,
  type GroundDiffuseInput,
  SURFACE_ALBEDOS,
} from "./ground-diffuse.ts";
export { gtiDirint, type GtiDirintInput, type GtiDirintIrradiance } from "./gti-dirint.ts";
export { hayDavies, type HayDaviesInput } from "./hay-davies.ts";
export { isotropic, type IsotropicInput } from "./isotropic.ts";
export { klucher, type KlucherInput } from "./klucher.ts";
export { PEREZ_COEFFICIENTS, type PerezCoefficientSet } from "./perez-coefficients.ts";
export { perezDriesse, type PerezDriesseInput, perezDriesseParts } from "./perez-driesse.ts";
export { perez, type PerezInput, perezParts, type SkyDiffuseParts } from "./perez.ts";
export { reindl, type ReindlInput } from "./reindl.ts";
export type { SkyModel } from "./sky-model.ts";
export {
  type PlaneIrradiance,
  type PlaneIrradianceInto,
  type PlaneIrradianceName,
  totalIrradiance,
  type TotalIrradianceInput,
} from "./total-irradiance.ts";
