import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { medianInPlace, quantile } from "../statistics/quantile.ts";

/** Fence of {@link tukeyOutliers}. */
export interface TukeyOptions extends MaskInto {
  /** Interquartile ranges beyond the quartiles. Default 1.5. */
  readonly k?: number;
}

/**
 * Flags values beyond Tukey's fences, first quartile − k·IQR and third quartile + k·IQR.
 *
 * @param values - any unit; `NaN` is not flagged
 * @returns 1: outlier
 * @see J. W. Tukey, Exploratory Data Analysis, 1977; PVAnalytics 0.2.3, `quality.outliers.tukey`
 * @example
 * tukeyOutliers(Float64Array.of(1, 2, 3, 2, 40)); // Uint8Array [0, 0, 0, 0, 1]
 */
export function tukeyOutliers(values: Float64Array, options: TukeyOptions = {}): Mask {
  const { k = 1.5 } = options;
  const first = quantile(values, 0.25);
  const third = quantile(values, 0.75);
  const low = first - k * (third - first);
  const high = third + k * (third - first);
  const flags = outMask(options.out, values.length);
  for (let row = 0; row < flags.length; row++) {
    const value = values[row]!;
    flags[row] = value < low || value > high ? 1 : 0;
  }
  return flags;
}

/** Limit of {@link zscoreOutliers}. */
export interface ZscoreOptions extends MaskInto {
  /** Standard deviations from the mean. Default 1.5. */
  readonly zmax?: number;
}

/**
 * Flags values more than a number of standard deviations (of n) from the mean.
 *
 * @param values - any unit; `NaN` is left out and not flagged
 * @returns 1: outlier
 * @see PVAnalytics 0.2.3, `quality.outliers.zscore`
 * @example
 * zscoreOutliers(Float64Array.of(1, 1, 1, 1, 9)); // Uint8Array [0, 0, 0, 0, 1]
 */
export function zscoreOutliers(values: Float64Array, options: ZscoreOptions = {}): Mask {
  const { zmax = 1.5 } = options;
  let count = 0;
  let sum = 0;
  for (const value of values) {
    if (value !== value) continue;
    count++;
    sum += value;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (value === value) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / count);
  const flags = outMask(options.out, values.length);
  for (let row = 0; row < flags.length; row++) {
    flags[row] = Math.abs((values[row]! - mean) / deviation) > zmax ? 1 : 0;
  }
  return flags;
}

/** Window and limit of {@link hampelOutliers}. */
export interface HampelOptions extends MaskInto {
  /** Rows of the centred window. Default 5. */
  readonly window?: number;
  /** Robust standard deviations from the window's median. Default 3. */
  readonly maxDeviation?: number;
  /** Median absolute deviation ÷ this is the standard deviation. Default 0.6745, of a normal distribution. */
  readonly scale?: number;
}

/** Third quartile of the standard normal distribution. */
const NORMAL_THIRD_QUARTILE = 0.674_489_750_196_081_7;

/**
 * Flags values that lie more than a number of robust standard deviations from the median of the rows around them.
 *
 * @param values - any unit; a window that is cut by the ends or holds a `NaN` flags nothing
 * @returns 1: outlier
 * @see R. K. Pearson et al., EURASIP J. Adv. Signal Process. 2016, 87, doi:10.1186/s13634-016-0383-6; PVAnalytics
 *   0.2.3, `quality.outliers.hampel`
 * @example
 * hampelOutliers(Float64Array.of(1, 2, 40, 2, 3)); // Uint8Array [0, 0, 1, 0, 0]
 */
export function hampelOutliers(values: Float64Array, options: HampelOptions = {}): Mask {
  const { window = 5, maxDeviation = 3, scale = NORMAL_THIRD_QUARTILE } = options;
  const flags = outMask(options.out, values.length).fill(0);
  const held = new Float64Array(window);
  const after = (window - 1) >> 1;
  for (let end = window - 1; end < values.length; end++) {
    held.set(values.subarray(end - window + 1, end + 1));
    if (held.some(Number.isNaN)) continue;
    const center = medianInPlace(held);
    for (let index = 0; index < window; index++) held[index] = Math.abs(held[index]! - center);
    const limit = maxDeviation * (medianInPlace(held) / scale);
    const row = end - after;
    if (Math.abs(values[row]! - center) > limit) flags[row] = 1;
  }
  return flags;
}
