import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { rollingMedianByTime } from "../statistics/rolling.ts";

/** Median absolute deviation → standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826;

/** Window and limit of {@link hampelFilter}. */
export interface HampelFilterOptions extends MaskInto {
  /** Length of the centred window [days]; half before (that end excluded), half after. Default 14. */
  readonly windowDays?: number;
  /** Largest distance from the median, in robust standard deviations. Default 3. */
  readonly maxSigmas?: number;
}

/**
 * Keeps rows within a number of robust standard deviations of the median of their neighbourhood.
 *
 * @param timesMs - epoch ms, ascending
 * @param values - usually daily normalised energy [1]
 * @returns 1: keep; `NaN` is not kept
 * @see RdTools 3.2, `filtering.hampel_filter`; F. R. Hampel, J. Am. Stat. Assoc. 69(346), 1974,
 *   doi:10.1080/01621459.1974.10482962
 * @example
 * const day = 86_400_000;
 * const timesMs = Float64Array.of(0, day, 2 * day, 3 * day, 4 * day);
 * hampelFilter(timesMs, Float64Array.of(1, 1.01, 7, 0.99, 1)); // Uint8Array [1, 1, 0, 1, 1]
 */
export function hampelFilter(
  timesMs: Float64Array,
  values: Float64Array,
  options: HampelFilterOptions = {},
): Mask {
  const { windowDays = 14, maxSigmas = 3 } = options;
  const halfMs = (windowDays * DAY_MS) / 2;
  const window = { beforeMs: halfMs, afterMs: halfMs, includesStart: false, minPeriods: 1 };
  const keep = outMask(options.out, rowsOf(timesMs, values));
  const center = rollingMedianByTime(timesMs, values, window);
  const away = values.map((value, row) => Math.abs(center[row]! - value));
  const deviation = rollingMedianByTime(timesMs, away, window);
  for (let row = 0; row < keep.length; row++) {
    const limit = maxSigmas * MAD_TO_SIGMA * deviation[row]!;
    keep[row] = away[row]! <= limit ? 1 : 0;
  }
  return keep;
}
