/**
 * Solves a·x = b for a small symmetric matrix in rows, by elimination with pivots; `undefined` when it is singular.
 * Both are overwritten.
 */
export function solveLinear(a: number[][], b: number[]): number[] | undefined {
  const size = b.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(a[row]![column]!) > Math.abs(a[pivot]![column]!)) pivot = row;
    }
    if (!(Math.abs(a[pivot]![column]!) > 1e-300)) return undefined;
    [a[column], a[pivot]] = [a[pivot]!, a[column]!];
    [b[column], b[pivot]] = [b[pivot]!, b[column]!];
    for (let row = column + 1; row < size; row++) {
      const factor = a[row]![column]! / a[column]![column]!;
      for (let next = column; next < size; next++) a[row]![next]! -= factor * a[column]![next]!;
      b[row]! -= factor * b[column]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let next = row + 1; next < size; next++) b[row]! -= a[row]![next]! * b[next]!;
    b[row]! /= a[row]![row]!;
  }
  return b;
}
