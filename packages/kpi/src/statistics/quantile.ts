import { selectRank } from "./select.ts";

/** The values that are numbers, in a new column that may be reordered. */
export function withoutMissing(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (value === value) kept[count++] = value;
  }
  return kept.subarray(0, count);
}

/** Between two neighbours as numpy does it: from the nearer end, so that both ends are exact. */
function between(low: number, high: number, share: number): number {
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

/** {@link quantile} of numbers without `NaN`; reorders them. */
export function quantileInPlace(values: Float64Array, probability: number): number {
  if (values.length === 0) return Number.NaN;
  const position = probability * (values.length - 1);
  const rank = Math.min(Math.max(Math.floor(position), 0), values.length - 1);
  const low = selectRank(values, rank);
  if (rank + 1 >= values.length || position <= rank) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let index = rank + 1; index < values.length; index++) {
    high = Math.min(high, values[index]!);
  }
  return between(low, high, position - rank);
}

/**
 * Quantile with linear interpolation between order statistics, the default of numpy and pandas (type 7).
 *
 * @param values - any unit; `NaN` is left out
 * @param probability - 0 (minimum) to 1 (maximum)
 * @returns same unit; `NaN` without values
 * @see R. J. Hyndman, Y. Fan, Am. Stat. 50(4), 361–365, 1996, doi:10.1080/00031305.1996.10473566
 * @example
 * quantile(Float64Array.of(1, 2, 3, Number.NaN, 4), 0.5); // 2.5
 */
export function quantile(values: Float64Array, probability: number): number {
  return quantileInPlace(withoutMissing(values), probability);
}

/**
 * Median; `NaN` is left out, an even count gives the mean of the two middle values.
 *
 * @example
 * median(Float64Array.of(3, 1, 2)); // 2
 */
export function median(values: Float64Array): number {
  return medianInPlace(withoutMissing(values));
}

/** {@link median} of numbers without `NaN`; reorders them. */
export function medianInPlace(values: Float64Array): number {
  const count = values.length;
  if (count === 0) return Number.NaN;
  const half = count >> 1;
  const upper = selectRank(values, half);
  if (count % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < half; index++) lower = Math.max(lower, values[index]!);
  return (lower + upper) / 2;
}
