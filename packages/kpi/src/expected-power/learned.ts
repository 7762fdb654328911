import { medianInPlace } from "../statistics/quantile.ts";
import { type Into, outColumn } from "../column.ts";

/** Options of {@link siteFactor}. */
export interface SiteFactorOptions {
  /** Days whose model energy is below this share of the brightest day's are dark and left out; default 0.2. */
  readonly darkShare?: number;
  /** Bounds of the factor; default 0.5 and 1.2. */
  readonly bounds?: readonly [number, number];
  /** Days that are needed, else the factor is `NaN`; default 5. */
  readonly minimumDays?: number;
}

/** Options of {@link rollingSiteFactor}. */
export interface RollingSiteFactorOptions extends SiteFactorOptions, Into {
  /** Days looked back; default 30. */
  readonly days?: number;
}

/**
 * Factor of a site: median of daily actual ÷ model energy, dark days left out, bounded [1].
 *
 * A median does not follow single bad days, and the bounds keep a month of outage from becoming the new normal.
 *
 * @param actualWh - energy of each day; `NaN` for days without complete data
 * @param modelWh - model energy of each day, same unit
 * @returns factor; `NaN` with too few days
 * @throws RangeError when the columns differ in length
 * @see IEC TS 61724-3:2016, comparison of measured with expected energy (the learning is Solarmon's own)
 * @example
 * siteFactor(Float64Array.of(9, 9.2, 8.8, 9, 9), Float64Array.of(10, 10, 10, 10, 10)); // 0.9
 */
export function siteFactor(
  actualWh: Float64Array,
  modelWh: Float64Array,
  { darkShare = 0.2, bounds: [least, most] = [0.5, 1.2], minimumDays = 5 }: SiteFactorOptions = {},
): number {
  if (actualWh.length !== modelWh.length) throw new RangeError("actual and model differ in days");
  let brightest = 0;
  for (const model of modelWh) if (model > brightest) brightest = model;
  const ratios = new Float64Array(modelWh.length);
  let count = 0;
  for (let day = 0; day < modelWh.length; day++) {
    const ratio = actualWh[day]! / modelWh[day]!;
    if (modelWh[day]! > darkShare * brightest && ratio === ratio) ratios[count++] = ratio;
  }
  if (count < minimumDays) return Number.NaN;
  return Math.min(Math.max(medianInPlace(ratios.subarray(0, count)), least), most);
}

/**
 * {@link siteFactor} of the days before each day: what may be expected of a day does not depend on the day itself.
 *
 * @returns a factor a day; `NaN` until enough days have passed
 * @throws RangeError when the columns differ in length
 * @example
 * rollingSiteFactor(Float64Array.of(9, 9, 9), Float64Array.of(10, 10, 10), { minimumDays: 2 }); // [NaN, NaN, 0.9]
 */
export function rollingSiteFactor(
  actualWh: Float64Array,
  modelWh: Float64Array,
  { days = 30, out, ...options }: RollingSiteFactorOptions = {},
): Float64Array {
  if (actualWh.length !== modelWh.length) throw new RangeError("actual and model differ in days");
  const factors = outColumn(out, actualWh.length);
  // from the last day on, so that `out` may be one of the inputs
  for (let day = factors.length - 1; day >= 0; day--) {
    const from = Math.max(0, day - days);
    factors[day] = siteFactor(actualWh.subarray(from, day), modelWh.subarray(from, day), options);
  }
  return factors;
}
