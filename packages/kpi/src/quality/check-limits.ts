import { outMask, type Mask, type MaskInto } from "../mask.ts";

/** Limits of {@link checkLimits}. */
export interface LimitOptions extends MaskInto {
  /** Default: none. */
  readonly low?: number;
  /** Default: none. */
  readonly high?: number;
  /** Whether `low` itself passes. Default false. */
  readonly includesLow?: boolean;
  /** Whether `high` itself passes. Default false. */
  readonly includesHigh?: boolean;
}

/**
 * Whether values lie within limits.
 *
 * @param values - any unit, that of the limits
 * @returns 1: within; `NaN` is not
 * @see PVAnalytics 0.2.3, `quality.util.check_limits`
 * @example
 * checkLimits(Float64Array.of(0, 5, 11), { low: 0, high: 10, includesLow: true }); // Uint8Array [1, 1, 0]
 */
export function checkLimits(values: Float64Array, options: LimitOptions = {}): Mask {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = options;
  const includesLow = options.includesLow ?? options.low === undefined;
  const includesHigh = options.includesHigh ?? options.high === undefined;
  const within = outMask(options.out, values.length);
  for (let row = 0; row < within.length; row++) {
    const value = values[row]!;
    const isIn =
      (value > low || (includesLow && value === low)) &&
      (value < high || (includesHigh && value === high));
    within[row] = isIn ? 1 : 0;
  }
  return within;
}
