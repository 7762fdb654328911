import { slopeDeviations, steps, windowFigures } from "./windows.ts";
import type { ClearskyLimits } from "./limits.ts";

/** Figures of each window, by its first row, at the last scaling of the clear-sky curve. */
export interface ConditionFigures {
  readonly meanDiff: Float64Array;
  readonly maxDiff: Float64Array;
  readonly lineLength: Float64Array;
  readonly slopeNstd: Float64Array;
  readonly slopeMax: Float64Array;
  readonly clearMean: Float64Array;
}

/** Evaluates the five conditions for a scaled clear-sky curve. */
export interface Conditions {
  readonly figures: ConditionFigures;
  /** Flags the windows that meet all conditions when the clear-sky curve is multiplied by `alpha`. */
  evaluate(alpha: number): Uint8Array;
}

/** Length of the curve over one step, minutes and W m⁻² being equally long. */
function lengthOf(step: number, stepMinutes: number): number {
  return Math.sqrt(step * step + stepMinutes * stepMinutes);
}

export function createConditions(
  measured: Float64Array,
  clear: Float64Array,
  width: number,
  stepMinutes: number,
  limits: ClearskyLimits,
): Conditions {
  const ofMeasured = windowFigures(measured, width);
  const ofClear = windowFigures(clear, width);
  const windows = ofMeasured.mean.length;
  const slopeNstd = slopeDeviations(measured, ofMeasured.mean, width, stepMinutes);
  const measuredLengths = steps(measured).map((step) => lengthOf(step, stepMinutes));
  const clearLengths = new Float64Array(measuredLengths.length);
  const apart = new Float64Array(measuredLengths.length);
  const figures: ConditionFigures = {
    meanDiff: new Float64Array(windows),
    maxDiff: new Float64Array(windows),
    lineLength: new Float64Array(windows),
    slopeNstd,
    slopeMax: new Float64Array(windows),
    clearMean: ofClear.mean,
  };
  const flags = new Uint8Array(windows);

  function scale(alpha: number): void {
    for (let row = 0; row < apart.length; row++) {
      const here = alpha * clear[row]!;
      const next = alpha * clear[row + 1]!;
      clearLengths[row] = lengthOf(next - here, stepMinutes);
      apart[row] = Math.abs(measured[row + 1]! - next - (measured[row]! - here));
    }
  }

  function evaluate(alpha: number): Uint8Array {
    scale(alpha);
    for (let start = 0; start < windows; start++) {
      let measuredLength = 0;
      let clearLength = 0;
      let largest = 0;
      for (let row = start; row < start + width - 1; row++) {
        measuredLength += measuredLengths[row]!;
        clearLength += clearLengths[row]!;
        const step = apart[row]!;
        // A NaN step must win over every number: the comparison is turned round for that.
        if (!(step <= largest)) largest = step;
        if (largest !== largest) break;
      }
      const meanDiff = Math.abs(ofMeasured.mean[start]! - alpha * ofClear.mean[start]!);
      const maxDiff = Math.abs(ofMeasured.max[start]! - alpha * ofClear.max[start]!);
      const lineLength = largest === largest ? measuredLength - clearLength : Number.NaN;
      figures.meanDiff[start] = meanDiff;
      figures.maxDiff[start] = maxDiff;
      figures.lineLength[start] = lineLength;
      figures.slopeMax[start] = largest;
      const clearMean = ofClear.mean[start]!;
      flags[start] =
        meanDiff < limits.meanDiffWm2 &&
        maxDiff < limits.maxDiffWm2 &&
        lineLength > limits.lowerLineLength &&
        lineLength < limits.upperLineLength &&
        slopeNstd[start]! < limits.varDiff &&
        largest < limits.slopeDevWm2 &&
        clearMean !== 0 &&
        clearMean === clearMean
          ? 1
          : 0;
    }
    return flags;
  }
  return { figures, evaluate };
}
