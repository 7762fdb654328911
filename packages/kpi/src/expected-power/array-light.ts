import { iamPhysical, type IamPhysicalOptions } from "../iam/iam-physical.ts";
import { extraRadiation } from "../solar-position/extra-radiation.ts";
import type { Site } from "../solar-position/site.ts";
import { solarPosition } from "../solar-position/solar-position.ts";
import type { SkyModel } from "../transposition/sky-model.ts";
import { totalIrradiance } from "../transposition/total-irradiance.ts";
import { type ArrayMounting, surfaceOf } from "./surface.ts";

/** Where the array stands and how its light is modelled. */
export interface ArrayLightOptions {
  readonly site: Site;
  readonly mounting: ArrayMounting;
  /** Middle of a step minus its stamp [ms]: −½ step for stamps at the end. The sun is taken there. Default 0. */
  readonly middleShiftMs?: number;
  /** Reflectance of the ground; default 0.25. */
  readonly albedo?: number;
  /** Model of the sky; default "perez". */
  readonly skyModel?: SkyModel;
  readonly cover?: IamPhysicalOptions;
}

/** Sun and light at the array. */
export interface ArrayLight {
  readonly apparentZenithDeg: Float64Array;
  readonly azimuthDeg: Float64Array;
  readonly surfaceTiltDeg: Float64Array;
  readonly surfaceAzimuthDeg: Float64Array;
  readonly aoiDeg: Float64Array;
  /** In-plane irradiance, before and after reflection at the cover [W m⁻²]. */
  readonly poaGlobalWm2: Float64Array;
  readonly effectiveWm2: Float64Array;
}

interface Irradiances {
  readonly ghiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  readonly dhiWm2: Float64Array;
}

/** Where the sky models know nothing without light, the plane receives 0; a missing input stays missing. */
function darkIsZero(column: Float64Array, { ghiWm2, dniWm2, dhiWm2 }: Irradiances): void {
  for (let row = 0; row < column.length; row++) {
    if (!Number.isNaN(column[row]!)) continue;
    if (!Number.isNaN(ghiWm2[row]! + dniWm2[row]! + dhiWm2[row]!)) column[row] = 0;
  }
}

/** Sun, plane and reflection at the middles of the steps. */
export function arrayLight(
  middleMs: Float64Array,
  light: Irradiances,
  { site, mounting, albedo, skyModel = "perez", cover }: ArrayLightOptions,
): ArrayLight {
  const { apparentZenithDeg, azimuthDeg } = solarPosition(middleMs, {
    ...site,
    columns: ["apparentZenithDeg", "azimuthDeg"],
  });
  const surface = surfaceOf(mounting, apparentZenithDeg, azimuthDeg);
  const dniExtraWm2 = extraRadiation(middleMs);
  const plane = totalIrradiance({
    ...light,
    surfaceTiltDeg: surface.fixed?.surfaceTiltDeg ?? surface.surfaceTiltDeg,
    surfaceAzimuthDeg: surface.fixed?.surfaceAzimuthDeg ?? surface.surfaceAzimuthDeg,
    zenithDeg: apparentZenithDeg,
    azimuthDeg,
    dniExtraWm2,
    model: skyModel,
    ...(albedo === undefined ? {} : { albedo }),
    columns: ["poaGlobalWm2", "poaDirectWm2", "poaDiffuseWm2", "aoiDeg"],
  });
  const { poaGlobalWm2, poaDirectWm2, poaDiffuseWm2, aoiDeg } = plane;
  const effectiveWm2 = iamPhysical(aoiDeg, { ...cover, out: dniExtraWm2 });
  for (let row = 0; row < effectiveWm2.length; row++) {
    effectiveWm2[row] = poaDirectWm2[row]! * effectiveWm2[row]! + poaDiffuseWm2[row]!;
  }
  darkIsZero(effectiveWm2, light);
  darkIsZero(poaGlobalWm2, light);
  const { surfaceTiltDeg, surfaceAzimuthDeg } = surface;
  const angles = { apparentZenithDeg, azimuthDeg, surfaceTiltDeg, surfaceAzimuthDeg, aoiDeg };
  return { ...angles, poaGlobalWm2, effectiveWm2 };
}
