import type { NumberOrColumn } from "../column.ts";
import { type IamPhysicalOptions, iamPhysicalOfCosines } from "../iam/iam-physical.ts";
import { extraRadiation } from "../solar-position/extra-radiation.ts";
import type { Site } from "../solar-position/site.ts";
import { solarPosition } from "../solar-position/solar-position.ts";
import type { SkyModel } from "../transposition/sky-model.ts";
import { fillPlane } from "../transposition/total-irradiance.ts";
import { type ArrayMounting, type Surface, surfaceOf } from "./surface.ts";

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

/** Light in the plane of the array, with the sun and the surface that made it. */
export interface PlaneLight {
  readonly apparentZenithDeg: Float64Array;
  readonly azimuthDeg: Float64Array;
  readonly surface: Surface;
  readonly poaGlobalWm2: Float64Array;
  readonly effectiveWm2: Float64Array;
}

/** Sun, plane and reflection at the middles of the steps; writes the angle of incidence to `aoiDeg` where it is given. */
export function planeLight(
  middleMs: Float64Array,
  light: Irradiances,
  { site, mounting, albedo, skyModel = "perez", cover }: ArrayLightOptions,
  aoiDeg?: Float64Array,
): PlaneLight {
  const { apparentZenithDeg, azimuthDeg } = solarPosition(middleMs, {
    ...site,
    columns: ["apparentZenithDeg", "azimuthDeg"],
  });
  const surface = surfaceOf(mounting, apparentZenithDeg, azimuthDeg);
  const rows = middleMs.length;
  const effectiveWm2 = new Float64Array(rows);
  const [poaGlobalWm2, poaDirectWm2, poaDiffuseWm2] = [
    new Float64Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
  ];
  fillPlane(
    {
      ...light,
      ...surface,
      zenithDeg: apparentZenithDeg,
      azimuthDeg,
      dniExtraWm2: extraRadiation(middleMs),
      model: skyModel,
      ...(albedo === undefined ? {} : { albedo }),
    },
    rows,
    {
      poaGlobalWm2,
      poaDirectWm2,
      poaDiffuseWm2,
      aoiProjection: effectiveWm2,
      ...(aoiDeg ? { aoiDeg } : {}),
    },
  );
  iamPhysicalOfCosines(effectiveWm2, { ...cover });
  for (let row = 0; row < rows; row++) {
    effectiveWm2[row] = poaDirectWm2[row]! * effectiveWm2[row]! + poaDiffuseWm2[row]!;
  }
  darkIsZero(effectiveWm2, light);
  darkIsZero(poaGlobalWm2, light);
  return { apparentZenithDeg, azimuthDeg, surface, poaGlobalWm2, effectiveWm2 };
}

/** {@link planeLight} with all its angles, a column each. */
export function arrayLight(
  middleMs: Float64Array,
  light: Irradiances,
  options: ArrayLightOptions,
): ArrayLight {
  const aoiDeg = new Float64Array(middleMs.length);
  const { surface, ...plane } = planeLight(middleMs, light, options, aoiDeg);
  const column = (value: NumberOrColumn): Float64Array =>
    typeof value === "number" ? new Float64Array(middleMs.length).fill(value) : value;
  return {
    ...plane,
    surfaceTiltDeg: column(surface.surfaceTiltDeg),
    surfaceAzimuthDeg: column(surface.surfaceAzimuthDeg),
    aoiDeg,
  };
}
