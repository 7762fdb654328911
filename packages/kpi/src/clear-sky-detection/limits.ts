/** Limits of the five conditions of {@link detectClearsky}. */
export interface ClearskyLimits {
  /** Length of the sliding window [min]; at least three rows. */
  readonly windowMinutes: number;
  /** Largest difference of the means [W m⁻²]. */
  readonly meanDiffWm2: number;
  /** Largest difference of the maxima [W m⁻²]. */
  readonly maxDiffWm2: number;
  /** Line length of the measured curve minus that of the clear-sky curve lies above this. */
  readonly lowerLineLength: number;
  /** … and below this. */
  readonly upperLineLength: number;
  /** Largest standard deviation of the slopes over the mean [min⁻¹]. */
  readonly varDiff: number;
  /** Largest difference of the steps from row to row [W m⁻²]. */
  readonly slopeDevWm2: number;
}

/** Limits for global horizontal irradiance of one-minute rows (Reno and Hansen 2016). */
export const RENO_HANSEN_LIMITS: ClearskyLimits = {
  windowMinutes: 10,
  meanDiffWm2: 75,
  maxDiffWm2: 75,
  lowerLineLength: -5,
  upperLineLength: 10,
  varDiff: 0.005,
  slopeDevWm2: 8,
};

const STEPS = [1, 5, 15, 30];

/** Linear between the tabulated steps, constant beyond. */
function atStep(stepMinutes: number, values: readonly number[]): number {
  const after = STEPS.findIndex((step) => stepMinutes <= step);
  if (after < 0) return values.at(-1)!;
  if (after === 0) return values[0]!;
  const left = STEPS[after - 1]!;
  const low = values[after - 1]!;
  const slope = (values[after]! - low) / (STEPS[after]! - left);
  return slope * (stepMinutes - left) + low;
}

/**
 * Limits for rows of 1 to 30 minutes, horizontal or in the plane of the array.
 *
 * @param stepMinutes - time between rows [min]; beyond 1 to 30 the nearer end holds
 * @see D. C. Jordan, C. W. Hansen, Renew. Energy 209, 393–400, 2023, doi:10.1016/j.renene.2023.04.035, table 1
 * @example
 * jordanHansenLimits(15).windowMinutes; // 90
 */
export function jordanHansenLimits(stepMinutes: number): ClearskyLimits {
  return {
    windowMinutes: atStep(stepMinutes, [50, 60, 90, 120]),
    meanDiffWm2: 75,
    maxDiffWm2: atStep(stepMinutes, [60, 65, 75, 90]),
    lowerLineLength: -45,
    upperLineLength: 80,
    varDiff: atStep(stepMinutes, [0.005, 0.01, 0.032, 0.07]),
    slopeDevWm2: atStep(stepMinutes, [50, 60, 75, 96]),
  };
}
