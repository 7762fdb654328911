/**
 * Range of the values of each row and the `window − 1` rows after it, in percent of the middle between them; `NaN`
 * where one of them is `NaN` or missing.
 */
export function forwardRangePercent(values: Float64Array, window: number): Float64Array {
  const ranges = new Float64Array(values.length).fill(Number.NaN);
  for (let row = 0; row + window <= values.length; row++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (let next = row; next < row + window; next++) {
      const value = values[next]!;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (sum === sum) ranges[row] = ((high - low) / ((high + low) / 2)) * 100;
  }
  return ranges;
}
