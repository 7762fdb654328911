import { medianInPlace, quantileInPlace } from "./quantile.ts";

/** Values above a thousandth of their `probability` quantile, in which a missing one counts as 0. */
function withoutSmall(values: Float64Array, probability: number): Float64Array {
  const filled = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    filled[index] = value === value ? value : 0;
  }
  const small = quantileInPlace(filled, probability) / 1000;
  let count = 0;
  for (const value of values) {
    if (value > small) filled[count++] = value;
  }
  return filled.subarray(0, count);
}

/**
 * Quantile that night, outage and missing rows do not move: only values above a thousandth of the same quantile
 * (with `NaN` as 0) are taken.
 *
 * @param values - any unit; `NaN` is left out
 * @param probability - 0 to 1
 * @returns same unit; `NaN` when nothing is left
 * @see RdTools 3.2, `utilities.robust_quantile`
 * @example
 * robustQuantile(Float64Array.of(0, 0, 0, 8, 10), 0.5); // 9
 */
export function robustQuantile(values: Float64Array, probability: number): number {
  return quantileInPlace(withoutSmall(values, probability), probability);
}

/**
 * Median of the values above a thousandth of their 99 % quantile; see {@link robustQuantile}.
 *
 * @see RdTools 3.2, `utilities.robust_median`
 * @example
 * robustMedian(Float64Array.of(0, 0, 8, 9, 10)); // 9
 */
export function robustMedian(values: Float64Array): number {
  return medianInPlace(withoutSmall(values, 0.99));
}

/**
 * Mean of the values above a thousandth of their 99 % quantile; see {@link robustQuantile}.
 *
 * @see RdTools 3.2, `utilities.robust_mean`
 * @example
 * robustMean(Float64Array.of(0, 0, 8, 9, 10)); // 9
 */
export function robustMean(values: Float64Array): number {
  const kept = withoutSmall(values, 0.99);
  let sum = 0;
  for (const value of kept) sum += value;
  return kept.length > 0 ? sum / kept.length : Number.NaN;
}
