import { quantile } from "../statistics/quantile.ts";

/** How far energy may lie from its expectation, by the number of daylight rows it is summed over. */
export interface ErrorBounds {
  /** Rows summed over: 2, 4, 8, … */
  readonly rows: readonly number[];
  /** Quantiles of actual ÷ expected − 1. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * Quantiles of actual ÷ expected − 1 for windows of 2, 4, 8 … rows that ran normally.
 *
 * Sums of a window are those of its two halves, so all windows cost n·log n and no rounding gathers.
 */
export function errorBounds(
  actual: Float64Array,
  expected: Float64Array,
  quantiles: readonly [number, number],
): ErrorBounds {
  const bounds = { rows: [] as number[], lower: [] as number[], upper: [] as number[] };
  const [actualSum, expectedSum] = [actual.slice(), expected.slice()];
  let count = actual.length;
  for (let power = 1; power < Math.floor(Math.log2(actual.length)); power++) {
    const half = 2 ** (power - 1);
    count -= half;
    const errors = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      actualSum[row] = actualSum[row]! + actualSum[row + half]!;
      expectedSum[row] = expectedSum[row]! + expectedSum[row + half]!;
      errors[row] = actualSum[row]! / expectedSum[row]! - 1;
    }
    bounds.rows.push(2 * half);
    bounds.lower.push(quantile(errors, quantiles[0]));
    bounds.upper.push(quantile(errors, quantiles[1]));
  }
  return bounds;
}

/** A bound for any number of rows: linear between those known, the nearest outside; `NaN` when none is known. */
export function boundFor(
  rows: readonly number[],
  bounds: readonly number[],
  wanted: number,
): number {
  const above = rows.findIndex((known) => known >= wanted);
  if (above < 0) return bounds.at(-1) ?? Number.NaN;
  const [high = 0, highBound = Number.NaN] = [rows[above], bounds[above]];
  if (above === 0 || high === wanted) return highBound;
  const [low = 0, lowBound = Number.NaN] = [rows[above - 1], bounds[above - 1]];
  return lowBound + ((highBound - lowBound) / (high - low)) * (wanted - low);
}
