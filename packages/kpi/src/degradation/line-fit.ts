import { normalQuantile } from "../statistics/normal.ts";

/** A straight line through points, with its uncertainty. */
export interface LineFit {
  readonly slope: number;
  readonly intercept: number;
  /** Root of the mean squared residual, n − 2 degrees of freedom. */
  readonly rmse: number;
  readonly slopeStandardError: number;
  readonly interceptStandardError: number;
  /** Covariance of slope and intercept. */
  readonly covariance: number;
}

/** Ordinary least squares of y on x; points with `NaN` are left out. */
export function fitLine(x: Float64Array, y: Float64Array): LineFit {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let row = 0; row < y.length; row++) {
    const value = y[row]!;
    if (value !== value) continue;
    count++;
    sumX += x[row]!;
    sumY += value;
  }
  const meanX = sumX / count;
  const meanY = sumY / count;
  let squares = 0;
  let products = 0;
  for (let row = 0; row < y.length; row++) {
    const value = y[row]!;
    if (value !== value) continue;
    const away = x[row]! - meanX;
    squares += away * away;
    products += away * (value - meanY);
  }
  const slope = products / squares;
  const intercept = meanY - slope * meanX;
  let rest = 0;
  for (let row = 0; row < y.length; row++) {
    const residual = y[row]! - meanY - slope * (x[row]! - meanX);
    if (residual === residual) rest += residual * residual;
  }
  const variance = rest / (count - 2);
  return {
    slope,
    intercept,
    rmse: Math.sqrt(variance),
    slopeStandardError: Math.sqrt(variance / squares),
    interceptStandardError: Math.sqrt(variance * (1 / count + (meanX * meanX) / squares)),
    covariance: (-meanX * variance) / squares,
  };
}

/**
 * Quantile of slope over intercept, both normal with their covariance: where the chance that
 * slope − r·intercept ≤ 0 is `probability` (Fieller). The reference draws this 10,000 times.
 */
export function slopeShareQuantile(fit: LineFit, probability: number): number {
  const z = normalQuantile(probability);
  const { slope, intercept, covariance } = fit;
  const slopeVariance = fit.slopeStandardError ** 2;
  const interceptVariance = fit.interceptStandardError ** 2;
  const a = intercept ** 2 - z * z * interceptVariance;
  const b = slope * intercept - z * z * covariance;
  // b² − ac, multiplied out: the large parts of it cancel.
  const spread =
    intercept ** 2 * slopeVariance +
    slope ** 2 * interceptVariance -
    2 * slope * intercept * covariance +
    z * z * (covariance ** 2 - slopeVariance * interceptVariance);
  return (b + z * Math.sqrt(Math.max(spread, 0))) / a;
}
