import type { LocalDays } from "../local-days.ts";
import type { Random } from "../statistics/random.ts";

/** Options of `degradationYearOnYear`. */
export interface YearOnYearOptions extends LocalDays {
  /** Divide by the robust median of the first 365 days. Default true; false: the series is 1 in year 0 already. */
  readonly recenter?: boolean;
  /** Probability that the exceedance level is outperformed [%]. Default 95. */
  readonly exceedanceProbability?: number;
  /** Size of the interval [%]. Default 68.2, one standard deviation to each side. */
  readonly confidenceLevel?: number;
  /** "exact": the bootstrap law itself; "circular-block": resampled, keeps correlation in time; "none". Default "exact". */
  readonly uncertainty?: "exact" | "circular-block" | "none";
  /** Take pairs two, three … years apart as well. Default false. */
  readonly multiYear?: boolean;
  /** Rows a block, of "circular-block"; less than a third of the series. Default 30. */
  readonly blockLength?: number;
  /** Resampled series of "circular-block". Default 1000. */
  readonly repetitions?: number;
  /** Random numbers of "circular-block". Default: a repeatable generator, seed 1. */
  readonly random?: Random;
}

/** Result of `degradationYearOnYear`. */
export interface YearOnYearResult {
  /** Median of the slopes [% per year of 365 days]; negative: the plant loses. */
  readonly ratePercentPerYear: number;
  /** Interval of the rate [% per year]; `NaN` with uncertainty "none". */
  readonly lowPercentPerYear: number;
  readonly highPercentPerYear: number;
  /** Rate that is outperformed with `exceedanceProbability` [% per year]. */
  readonly exceedancePercentPerYear: number;
  /** What the series was divided by; 1 without `recenter`. */
  readonly renormalizingFactor: number;
  /** Slope of each pair with two numbers [% per year]. */
  readonly slopesPercentPerYear: Float64Array;
  /** Instants of each slope's later and earlier point, epoch ms. */
  readonly rightTimes: Float64Array;
  readonly leftTimes: Float64Array;
  /** How many slopes each row, in the order of time, takes part in. */
  readonly usage: Int32Array;
}
