import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";

/** Floor of cos ζ in the clearness index: keeps it from blowing up at the horizon. */
const MIN_COS_ZENITH = 0.065;

/** Inputs of {@link clearnessIndex}. */
export interface ClearnessIndexInput<Value = NumberOrColumn> {
  /** Global horizontal irradiance [W/m²]. */
  readonly ghiWm2: Value;
  /** True zenith [deg]. */
  readonly zenithDeg: Value;
  /** Extraterrestrial normal irradiance [W/m²]. */
  readonly dniExtraWm2: Value;
  /** Floor of cos ζ. Default 0.065. */
  readonly minCosZenith?: number;
  /** Ceiling of the answer. Default 2. */
  readonly maxIndex?: number;
}

/** Global over extraterrestrial horizontal irradiance, from 0 to `max`. */
export function clearnessOf(ghi: number, cosZenith: number, dniExtra: number, max: number): number {
  return Math.min(Math.max(ghi / (dniExtra * Math.max(cosZenith, MIN_COS_ZENITH)), 0), max);
}

/**
 * Clearness index: global irradiance over what there would be without an atmosphere.
 *
 * kt = GHI / (I₀·max(cos ζ, 0.065)), within 0 and `maxIndex`.
 *
 * @returns clearness index; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see E. L. Maxwell, SERI/TR-215-3087, 1987, doi:10.2172/5987868
 * @example
 * clearnessIndex({ ghiWm2: 600, zenithDeg: 45, dniExtraWm2: 1366 }); // 0.621…
 */
export function clearnessIndex(input: ClearnessIndexInput<number>): number;
export function clearnessIndex(input: ClearnessIndexInput & Into): Float64Array;
export function clearnessIndex(input: ClearnessIndexInput & Into): NumberOrColumn {
  const { ghiWm2, zenithDeg, dniExtraWm2, out } = input;
  const { minCosZenith = MIN_COS_ZENITH, maxIndex = 2 } = input;
  return mapRows([ghiWm2, zenithDeg, dniExtraWm2], out, (cells) => {
    const floor = Math.max(Math.cos(cells[1]! * RADIANS), minCosZenith);
    return Math.min(Math.max(cells[0]! / (cells[2]! * floor), 0), maxIndex);
  });
}

/** Factor between kt and kt′ at an air mass. */
export function clearnessFactor(airmass: number): number {
  return 1.031 * Math.exp(-1.4 / (0.9 + 9.4 / airmass)) + 0.1;
}

/** Inputs of {@link clearnessIndexZenithIndependent}. */
export interface ZenithIndependentInput<Value = NumberOrColumn> {
  readonly clearnessIndex: Value;
  /** Relative air mass. */
  readonly airmass: Value;
  /** Ceiling of the answer. Default 2. */
  readonly maxIndex?: number;
}

/**
 * Clearness index freed of the sun's height: kt′ = kt / (1.031·exp(−1.4/(0.9 + 9.4/AM)) + 0.1).
 *
 * @returns kt′, within 0 and `maxIndex`; `NaN` where an input is `NaN`, so at night
 * @throws RangeError when columns differ in length
 * @see R. Perez et al., "Making full use of the clearness index for parameterizing hourly insolation conditions", Solar
 * Energy 45(2), 111–114, 1990, doi:10.1016/0038-092X(90)90036-C
 * @example
 * clearnessIndexZenithIndependent({ clearnessIndex: 0.5, airmass: 1.6 }); // 0.532…
 */
export function clearnessIndexZenithIndependent(input: ZenithIndependentInput<number>): number;
export function clearnessIndexZenithIndependent(input: ZenithIndependentInput & Into): Float64Array;
export function clearnessIndexZenithIndependent(
  input: ZenithIndependentInput & Into,
): NumberOrColumn {
  const { clearnessIndex: index, airmass, maxIndex = 2, out } = input;
  return mapRows([index, airmass], out, (cells) =>
    Math.min(Math.max(cells[0]! / clearnessFactor(cells[1]!), 0), maxIndex),
  );
}

/** Inputs of {@link clearskyIndex}. */
export interface ClearskyIndexInput<Value = NumberOrColumn> {
  readonly ghiWm2: Value;
  /** Global horizontal irradiance under a clear sky [W/m²]. */
  readonly ghiClearWm2: Value;
  /** Ceiling of the answer. Default 2. */
  readonly maxIndex?: number;
}

/**
 * Clear-sky index: global irradiance over that of a clear sky, within 0 and `maxIndex`.
 *
 * @returns index; 0 where the clear sky gives 0 (night), `NaN` where an input is not finite
 * @throws RangeError when columns differ in length
 * @example
 * clearskyIndex({ ghiWm2: 600, ghiClearWm2: 800 }); // 0.75
 */
export function clearskyIndex(input: ClearskyIndexInput<number>): number;
export function clearskyIndex(input: ClearskyIndexInput & Into): Float64Array;
export function clearskyIndex(input: ClearskyIndexInput & Into): NumberOrColumn {
  const { ghiWm2, ghiClearWm2, maxIndex = 2, out } = input;
  return mapRows([ghiWm2, ghiClearWm2], out, (cells) => {
    const [ghi, clear] = [cells[0]!, cells[1]!];
    if (!Number.isFinite(ghi) || !Number.isFinite(clear)) return Number.NaN;
    return clear === 0 ? 0 : Math.min(Math.max(ghi / clear, 0), maxIndex);
  });
}
