/** log Γ(x) for x ≥ 1, about 15 digits (Lanczos, g = 7, 9 terms). */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
    12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  const series = terms.reduce(
    (sum, term, index) => sum + term / (z + index + 1),
    0.9999999999998099,
  );
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
}

/** log of n over k. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** P(at least `k` of `n` trials succeed), each with probability `p`; about 12 digits. */
export function binomialAtLeast(n: number, k: number, p: number): number {
  if (p <= 0) return k <= 0 ? 1 : 0;
  if (p >= 1) return 1;
  // Sums the shorter side outwards from k: the terms fall off geometrically there.
  const isUpper = k > n * p;
  let term = Math.exp(
    logChoose(n, isUpper ? k : k - 1) +
      (isUpper ? k : k - 1) * Math.log(p) +
      (n - (isUpper ? k : k - 1)) * Math.log1p(-p),
  );
  const odds = p / (1 - p);
  let sum = 0;
  if (isUpper) {
    for (let i = k; i <= n && term > 1e-18; i++) {
      sum += term;
      term *= ((n - i) / (i + 1)) * odds;
    }
    return sum;
  }
  for (let i = k - 1; i >= 0 && term > 1e-18; i--) {
    sum += term;
    term *= i / ((n - i + 1) * odds);
  }
  return 1 - sum;
}
