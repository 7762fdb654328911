import { RADIANS } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import { clearnessOf } from "./clearness-index.ts";

/** Zenith [deg] above which the direct irradiance is taken as 0. */
export const MAX_ZENITH_DEG = 87;

/** Inputs of the models that go by the diffuse fraction. */
export interface DecompositionInput<Value = NumberOrColumn> {
  /** Global horizontal irradiance [W/m²]. */
  readonly ghiWm2: Value;
  /** True zenith [deg], of the middle of the averaging interval: the end makes spikes near sunrise. */
  readonly zenithDeg: Value;
  /** Extraterrestrial normal irradiance [W/m²], of `extraRadiation`. */
  readonly dniExtraWm2: Value;
}

/** Global irradiance taken apart. */
export interface Decomposition<Value = number> {
  /** Direct, on a plane facing the sun [W/m²]. */
  readonly dniWm2: Value;
  /** Diffuse, on the horizontal plane [W/m²]. */
  readonly dhiWm2: Value;
  /** Clearness index that decided. */
  readonly clearnessIndex: Value;
}

/** Columns that a decomposition may write to. */
export interface DecompositionInto {
  readonly out?: Partial<Decomposition<Float64Array>>;
}

export const DECOMPOSITION_NAMES = ["dniWm2", "dhiWm2", "clearnessIndex"] as const;

/**
 * Writes DNI, DHI and kt of a row. By a low sun, negative global or negative direct irradiance all of it is diffuse: then
 * DHI is negative when GHI is. NaN stays NaN, at night too.
 */
export function decomposeRow(
  ghi: number,
  zenithDeg: number,
  dniExtra: number,
  fractionOf: (clearness: number) => number,
  into: Float64Array,
): void {
  const cosZenith = Math.cos(zenithDeg * RADIANS);
  const clearness = clearnessOf(ghi, cosZenith, dniExtra, 1);
  const dhi = fractionOf(clearness) * ghi;
  const dni = (ghi - dhi) / cosZenith;
  const isDiffuse = zenithDeg > MAX_ZENITH_DEG || ghi < 0 || dni < 0;
  into[0] = isDiffuse && clearness === clearness ? 0 : dni;
  into[1] = isDiffuse && clearness === clearness ? ghi : dhi;
  into[2] = clearness;
}

/** Scalar and column form of a model that gives the diffuse fraction at a clearness index. */
export function decomposeBy(
  input: DecompositionInput & DecompositionInto,
  fractionOf: (clearness: number) => number,
): Decomposition<NumberOrColumn> {
  const inputs = [input.ghiWm2, input.zenithDeg, input.dniExtraWm2];
  return mapNamed(DECOMPOSITION_NAMES, inputs, input.out, (cells, into) => {
    decomposeRow(cells[0]!, cells[1]!, cells[2]!, fractionOf, into);
  });
}
