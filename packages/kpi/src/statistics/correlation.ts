function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Pearson's correlation of two columns, −1 to 1; `NaN` where a value is missing or a column does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const meanA = meanOf(a);
  const meanB = meanOf(b);
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    const awayA = a[row]! - meanA;
    const awayB = b[row]! - meanB;
    products += awayA * awayB;
    squaresA += awayA * awayA;
    squaresB += awayB * awayB;
  }
  return products / Math.sqrt(squaresA * squaresB);
}
