import { outMask, type Mask, type MaskInto } from "../mask.ts";

/** 1 where `low` < value < `high`; `NaN` gives 0. */
function keepBetween(
  values: number | Float64Array,
  low: number,
  high: number,
  out: Mask | undefined,
): boolean | Mask {
  if (typeof values === "number") return values > low && values < high;
  const keep = outMask(out, values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    keep[row] = value > low && value < high ? 1 : 0;
  }
  return keep;
}

/** Limits of {@link normalizedFilter}. */
export interface NormalizedFilterOptions extends MaskInto {
  /** Keep what is above [1]. Default 0.01. */
  readonly low?: number;
  /** Keep what is below [1]. Default: no limit. */
  readonly high?: number;
}

/**
 * Keeps normalised energy between two limits, both exclusive.
 *
 * @param energyNormalized - energy over expected energy [1]
 * @returns `true`, or 1 in the row: keep; `NaN` is not kept
 * @see RdTools 3.2, `filtering.normalized_filter`
 * @example
 * normalizedFilter(Float64Array.of(0, 0.95, Number.NaN)); // Uint8Array [0, 1, 0]
 */
export function normalizedFilter(
  energyNormalized: number,
  options?: NormalizedFilterOptions,
): boolean;
export function normalizedFilter(
  energyNormalized: Float64Array,
  options?: NormalizedFilterOptions,
): Mask;
export function normalizedFilter(
  energyNormalized: number | Float64Array,
  options: NormalizedFilterOptions = {},
): boolean | Mask {
  const { low = 0.01, high = Number.POSITIVE_INFINITY, out } = options;
  return keepBetween(energyNormalized, low, high, out);
}

/** Limits of {@link poaFilter}. */
export interface PoaFilterOptions extends MaskInto {
  /** Keep what is above [W m⁻²]. Default 200. */
  readonly lowWm2?: number;
  /** Keep what is below [W m⁻²]. Default 1200. */
  readonly highWm2?: number;
}

/**
 * Keeps irradiance in the plane of the array between two limits, both exclusive; night falls out.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @returns `true`, or 1 in the row: keep; `NaN` is not kept
 * @see RdTools 3.2, `filtering.poa_filter`
 * @example
 * poaFilter(800); // true
 */
export function poaFilter(poaGlobalWm2: number, options?: PoaFilterOptions): boolean;
export function poaFilter(poaGlobalWm2: Float64Array, options?: PoaFilterOptions): Mask;
export function poaFilter(
  poaGlobalWm2: number | Float64Array,
  options: PoaFilterOptions = {},
): boolean | Mask {
  const { lowWm2 = 200, highWm2 = 1200, out } = options;
  return keepBetween(poaGlobalWm2, lowWm2, highWm2, out);
}

/** Limits of {@link tcellFilter}. */
export interface TcellFilterOptions extends MaskInto {
  /** Keep what is above [°C]. Default −50. */
  readonly lowC?: number;
  /** Keep what is below [°C]. Default 110. */
  readonly highC?: number;
}

/**
 * Keeps cell temperatures between two limits, both exclusive.
 *
 * @param cellC - cell temperature [°C]
 * @returns `true`, or 1 in the row: keep; `NaN` is not kept
 * @see RdTools 3.2, `filtering.tcell_filter`
 * @example
 * tcellFilter(45); // true
 */
export function tcellFilter(cellC: number, options?: TcellFilterOptions): boolean;
export function tcellFilter(cellC: Float64Array, options?: TcellFilterOptions): Mask;
export function tcellFilter(
  cellC: number | Float64Array,
  options: TcellFilterOptions = {},
): boolean | Mask {
  const { lowC = -50, highC = 110, out } = options;
  return keepBetween(cellC, lowC, highC, out);
}
