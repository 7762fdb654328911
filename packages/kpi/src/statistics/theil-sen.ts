import { normalQuantile } from "./normal.ts";
import { medianInPlace } from "./quantile.ts";
import { selectRank } from "./select.ts";

/** A robust line: the median of the slopes of all pairs of points. */
export interface TheilSenLine {
  readonly slope: number;
  readonly intercept: number;
  readonly slopeLow: number;
  readonly slopeHigh: number;
}

/** Σ k(k−1)(2k+5) over groups of k equal values. */
function tieSum(values: Float64Array): number {
  const sorted = values.toSorted();
  let sum = 0;
  let run = 1;
  for (let index = 1; index <= sorted.length; index++) {
    if (sorted[index] === sorted[index - 1]) {
      run++;
      continue;
    }
    sum += run * (run - 1) * (2 * run + 5);
    run = 1;
  }
  return sum;
}

/** Halves go to the even neighbour, as numpy rounds. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function pairSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const n = x.length;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let first = 0; first < n; first++) {
    const fromX = x[first]!;
    const fromY = y[first]!;
    for (let second = first + 1; second < n; second++) {
      const run = x[second]! - fromX;
      if (run !== 0) slopes[count++] = (y[second]! - fromY) / run;
    }
  }
  return slopes.subarray(0, count);
}

/**
 * Theil-Sen line with the limits of its slope.
 *
 * @param x - abscissae, ascending, without `NaN`
 * @param y - as many values, without `NaN`
 * @param confidence - size of the slope's interval, 0 to 1
 * @see P. K. Sen, J. Am. Stat. Assoc. 63(324), 1379–1389, 1968, doi:10.1080/01621459.1968.10480934
 */
export function theilSen(
  x: Float64Array,
  y: Float64Array,
  confidence: number = 0.95,
): TheilSenLine {
  const slopes = pairSlopes(x, y);
  const slope = medianInPlace(slopes);
  const intercept = medianInPlace(y.slice()) - slope * medianInPlace(x.slice());
  const n = y.length;
  const variance = (n * (n - 1) * (2 * n + 5) - tieSum(x) - tieSum(y)) / 18;
  const aside = normalQuantile((1 - confidence) / 2) * Math.sqrt(variance);
  const pairs = slopes.length;
  const upper = Math.min(roundHalfEven((pairs - aside) / 2), pairs - 1);
  const lower = Math.max(roundHalfEven((pairs + aside) / 2) - 1, 0);
  if (Number.isNaN(aside)) return { slope, intercept, slopeLow: aside, slopeHigh: aside };
  return {
    slope,
    intercept,
    slopeLow: selectRank(slopes, lower),
    slopeHigh: selectRank(slopes, upper),
  };
}
