import { normalQuantile } from "../statistics/normal.ts";
import { withoutMissing } from "../statistics/quantile.ts";

/** Verdict of {@link mannKendall}. */
export type MannKendallTrend = "increasing" | "decreasing" | "no trend";

/** Σ over groups of equal values. */
function tieCorrection(values: Float64Array): number {
  const sorted = values.toSorted();
  let sum = 0;
  let run = 1;
  for (let index = 1; index <= sorted.length; index++) {
    if (sorted[index] === sorted[index - 1]) {
      run++;
      continue;
    }
    if (run > 1) sum += run * (run - 1) * (2 * run + 5);
    run = 1;
  }
  return sum;
}

/**
 * Mann-Kendall test: whether values tend to rise or fall, whatever the shape.
 *
 * @param values - in the order of time; `NaN` is left out
 * @param significance - chance of a false alarm, 0 to 1. Default 0.05, two-sided
 * @see H. B. Mann, Econometrica 13(3), 1945, doi:10.2307/1907187
 * @example
 * mannKendall(Float64Array.from({ length: 20 }, (_, index) => -index)); // "decreasing"
 */
export function mannKendall(values: Float64Array, significance: number = 0.05): MannKendallTrend {
  const kept = withoutMissing(values);
  const n = kept.length;
  let score = 0;
  for (let early = 0; early < n; early++) {
    const from = kept[early]!;
    for (let late = early + 1; late < n; late++) {
      const to = kept[late]!;
      if (to > from) score++;
      else if (to < from) score--;
    }
  }
  const variance = (n * (n - 1) * (2 * n + 5) - tieCorrection(kept)) / 18;
  const z = score === 0 ? 0 : (score - Math.sign(score)) / Math.sqrt(variance);
  if (!(Math.abs(z) > normalQuantile(1 - significance / 2))) return "no trend";
  return z > 0 ? "increasing" : "decreasing";
}
