import { DAY_MS } from "../calendar.ts";
import type { Random } from "../statistics/random.ts";
import { medianInPlace, quantileInPlace, withoutMissing } from "../statistics/quantile.ts";
import { pairSlopes, type YearPairs } from "./year-pairs.ts";

/** What the circular block bootstrap needs. */
export interface BlockBootstrapInput {
  readonly timesMs: Float64Array;
  /** Recentred series. */
  readonly values: Float64Array;
  readonly pairs: YearPairs;
  /** [% per year] */
  readonly ratePercentPerYear: number;
  readonly blockLength: number;
  readonly repetitions: number;
  readonly random: Random;
}

/** Fills `out` with whole blocks of `from`, which is closed to a circle. */
function drawBlocks(
  from: Float64Array,
  blockLength: number,
  random: Random,
  out: Float64Array,
): void {
  for (let row = 0; row < out.length;) {
    const start = Math.floor(random() * from.length);
    for (let step = 0; step < blockLength && row < out.length; step++, row++) {
      out[row] = from[(start + step) % from.length]!;
    }
  }
}

/**
 * Rates of resampled series: residuals from the trend are drawn in blocks, so that what belongs together in time stays
 * together, and put on the trend again.
 *
 * @see D. N. Politis, J. P. Romano, in: Exploring the Limits of Bootstrap, Wiley 1992
 */
export function blockBootstrapRates(input: BlockBootstrapInput): Float64Array {
  const { timesMs, values, pairs, random } = input;
  const spanDays = Math.floor((timesMs[timesMs.length - 1]! - timesMs[0]!) / DAY_MS);
  const perRow = (input.ratePercentPerYear / 100 / 365) * (spanDays / timesMs.length);
  const trend = values.map((_, row) => 1 + perRow * row);
  const residuals = withoutMissing(values.map((value, row) => value / trend[row]!));
  const sample = new Float64Array(values.length);
  const slopes = new Float64Array(pairs.left.length);
  const rates = new Float64Array(input.repetitions);
  for (let repetition = 0; repetition < rates.length; repetition++) {
    drawBlocks(residuals, input.blockLength, random, sample);
    for (let row = 0; row < sample.length; row++) {
      const isMissing = Number.isNaN(values[row]);
      sample[row] = isMissing ? Number.NaN : sample[row]! * trend[row]!;
    }
    rates[repetition] = medianInPlace(withoutMissing(pairSlopes(timesMs, sample, pairs, slopes)));
  }
  return rates;
}

/** Quantiles of a sample, 0 to 1. */
export function sampleQuantiles(sample: Float64Array, probabilities: readonly number[]): number[] {
  const held = sample.slice();
  return probabilities.map((probability) => quantileInPlace(held, probability));
}
