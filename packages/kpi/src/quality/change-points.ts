import { medianInPlace } from "../statistics/quantile.ts";

/** Options of {@link changePoints}. */
export interface ChangePointOptions {
  /** Fewest values between two changes. Default 2. */
  readonly minSize?: number;
  /** What a change must save to be made. Default 15. */
  readonly penalty?: number;
}

/** More values than this are thinned for the scale, whose pairs grow with the square. */
const MOST_FOR_SCALE = 400;

/** 1 over the median squared distance of two values; 1 when most are equal. */
function kernelScale(values: Float64Array): number {
  const every = Math.ceil(values.length / MOST_FOR_SCALE);
  const chosen = values.filter((_, index) => index % every === 0);
  const squares = new Float64Array((chosen.length * (chosen.length - 1)) / 2);
  let count = 0;
  for (let first = 0; first < chosen.length; first++) {
    for (let second = first + 1; second < chosen.length; second++) {
      squares[count++] = (chosen[first]! - chosen[second]!) ** 2;
    }
  }
  const median = medianInPlace(squares);
  return median > 0 ? 1 / median : 1;
}

/** How alike two values are, 0 to 1; the exponent is bounded as in the reference. */
function likeness(a: number, b: number, scale: number): number {
  return Math.exp(-Math.min(Math.max(scale * (a - b) ** 2, 1e-2), 1e2));
}

/**
 * Places at which the distribution of values changes: the partition with the least sum of kernel costs and penalties,
 * found exactly, in time n² and memory n.
 *
 * The cost of a stretch is its length minus the mean likeness of its pairs, exp(−γ·distance²), with γ one over the
 * median squared distance.
 *
 * @param values - in the order of time, without `NaN`; up to 400 all pairs set the scale, beyond that a regular choice
 * @returns first index of each stretch but the first, ascending
 * @see R. Killick, P. Fearnhead, I. A. Eckley, J. Am. Stat. Assoc. 107(500), 2012, doi:10.1080/01621459.2012.737745
 * @example
 * changePoints(Float64Array.from({ length: 100 }, (_, index) => (index < 60 ? 0 : 9))); // [60]
 */
export function changePoints(values: Float64Array, options: ChangePointOptions = {}): number[] {
  const { minSize = 2, penalty = 15 } = options;
  const count = values.length;
  const scale = kernelScale(values);
  const likenessSums = new Float64Array(count);
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const previous = new Int32Array(count + 1);
  best[0] = -penalty;
  for (let end = 1; end <= count; end++) {
    const value = values[end - 1]!;
    let toOthers = 0;
    for (let start = end - 1; start >= 0; start--) {
      const isSelf = start === end - 1;
      if (!isSelf) toOthers += likeness(values[start]!, value, scale);
      likenessSums[start] = likenessSums[start]! + 2 * toOthers + likeness(value, value, scale);
      const size = end - start;
      if (size < minSize) continue;
      const total = best[start]! + (size - likenessSums[start]! / size) + penalty;
      if (total < best[end]!) {
        best[end] = total;
        previous[end] = start;
      }
    }
  }
  const changes: number[] = [];
  for (let end = previous[count]!; end > 0; end = previous[end]!) changes.push(end);
  return changes.toReversed();
}
