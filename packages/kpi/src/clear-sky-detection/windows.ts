/** Figures of the window that starts at a row; they do not change when the clear-sky curve is scaled. */
export interface WindowFigures {
  readonly mean: Float64Array;
  readonly max: Float64Array;
}

/**
 * Mean and maximum of every window of `width` rows, by its first row. Each window is summed anew: a running sum would
 * leave a rest where the night's mean must be exactly 0. `NaN` in a window makes both `NaN`.
 */
export function windowFigures(values: Float64Array, width: number): WindowFigures {
  const windows = values.length - width + 1;
  const mean = new Float64Array(windows);
  const max = new Float64Array(windows);
  for (let start = 0; start < windows; start++) {
    let sum = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (let row = start; row < start + width; row++) {
      const value = values[row]!;
      sum += value;
      if (value > highest) highest = value;
    }
    mean[start] = sum / width;
    max[start] = sum === sum ? highest : Number.NaN;
  }
  return { mean, max };
}

/** Standard deviation (n − 1) of the slopes [per minute] in every window, over the window's mean. */
export function slopeDeviations(
  values: Float64Array,
  mean: Float64Array,
  width: number,
  stepMinutes: number,
): Float64Array {
  const deviations = new Float64Array(mean.length);
  const slopes = steps(values).map((step) => step / stepMinutes);
  const count = width - 1;
  for (let start = 0; start < mean.length; start++) {
    let sum = 0;
    for (let row = start; row < start + count; row++) sum += slopes[row]!;
    const middle = sum / count;
    let squares = 0;
    for (let row = start; row < start + count; row++) {
      const away = slopes[row]! - middle;
      squares += away * away;
    }
    deviations[start] = Math.sqrt(squares / (count - 1)) / mean[start]!;
  }
  return deviations;
}

/** Value of the next row minus this one's. */
export function steps(values: Float64Array): Float64Array {
  const differences = new Float64Array(Math.max(values.length - 1, 0));
  for (let row = 0; row < differences.length; row++) {
    differences[row] = values[row + 1]! - values[row]!;
  }
  return differences;
}
