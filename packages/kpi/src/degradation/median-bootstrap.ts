import { binomialAtLeast, logChoose } from "../statistics/binomial.ts";

/** Share of the law that may be left out at each end. */
const NEGLIGIBLE = 1e-12;

interface Atom {
  readonly value: number;
  weight: number;
}

/** P(the `rank`-th smallest of n drawn values is at most the `j`-th smallest of the sample). */
function atMost(n: number, rank: number, j: number): number {
  return binomialAtLeast(n, rank, j / n);
}

/** Law of the median of an odd number of draws: an order statistic of the sample. */
function oddLaw(sorted: Float64Array): Atom[] {
  const n = sorted.length;
  const rank = (n + 1) / 2;
  const atoms: Atom[] = [];
  let below = 0;
  for (let j = 1; j <= n; j++) {
    const reached = atMost(n, rank, j);
    if (reached - below > 0) atoms.push({ value: sorted[j - 1]!, weight: reached - below });
    below = reached;
    if (reached > 1 - NEGLIGIBLE) break;
  }
  return atoms;
}

/**
 * Law of the median of an even number of draws: the mean of two neighbouring order statistics. That the lower one is
 * the i-th and the upper one the j-th value of the sample (i < j) has probability
 * C(n, m)·[(i/n)^m − ((i−1)/n)^m]·[((n−j+1)/n)^m − ((n−j)/n)^m], m = n/2; both are the i-th with what is left.
 */
function evenLaw(sorted: Float64Array): Atom[] {
  const n = sorted.length;
  const m = n / 2;
  const choose = logChoose(n, m);
  // log of (count/n)^m − ((count−1)/n)^m: the powers alone would overflow.
  const logStep = (count: number): number =>
    m * Math.log(count / n) + Math.log(-Math.expm1(m * Math.log1p(-1 / count)));
  const atoms: Atom[] = [];
  let below = 0;
  for (let i = 1; i <= n; i++) {
    const reached = atMost(n, m, i);
    let both = reached - below;
    below = reached;
    const lower = choose + logStep(i);
    for (let j = i + 1; j <= n; j++) {
      const weight = Math.exp(lower + logStep(n - j + 1));
      if (weight < NEGLIGIBLE / n) break;
      both -= weight;
      atoms.push({ value: (sorted[i - 1]! + sorted[j - 1]!) / 2, weight });
    }
    if (both > 0) atoms.push({ value: sorted[i - 1]!, weight: both });
    if (reached > 1 - NEGLIGIBLE) break;
  }
  return atoms.toSorted((a, b) => a.value - b.value);
}

/**
 * Quantiles of the bootstrap distribution of the median, exactly: what percentiles of medians of resamples tend to
 * when their number grows. No random number is drawn.
 *
 * @param sorted - the sample, ascending, without `NaN`
 * @param probabilities - 0 to 1
 */
export function bootstrapMedianQuantiles(
  sorted: Float64Array,
  probabilities: readonly number[],
): number[] {
  const atoms = sorted.length % 2 === 1 ? oddLaw(sorted) : evenLaw(sorted);
  const total = atoms.reduce((sum, { weight }) => sum + weight, 0);
  return probabilities.map((probability) => {
    let reached = 0;
    for (const { value, weight } of atoms) {
      reached += weight / total;
      if (reached >= probability) return value;
    }
    return atoms.at(-1)?.value ?? Number.NaN;
  });
}
