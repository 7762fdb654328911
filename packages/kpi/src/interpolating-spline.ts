/** A spline of degree 1, 2 or 3 through points; beyond them its outermost pieces go on. */
export type Spline = (x: number) => number;

/** Knots of the spline without a knot at the points next to the ends ("not-a-knot"); for even degrees midway. */
function knotsOf(points: readonly number[], degree: number): number[] {
  const first = points[0]!;
  const last = points.at(-1)!;
  const inner =
    degree % 2 === 1
      ? points.slice((degree + 1) / 2, points.length - (degree + 1) / 2)
      : points
          .slice(1)
          .map((point, index) => (point + points[index]!) / 2)
          .slice(degree / 2, points.length - 1 - degree / 2);
  const ends = degree + 1;
  return [...Array<number>(ends).fill(first), ...inner, ...Array<number>(ends).fill(last)];
}

/** Index of the last knot at or before x, within the pieces there are. */
function pieceOf(x: number, knots: readonly number[], degree: number, count: number): number {
  let piece = degree;
  while (piece < count - 1 && x >= knots[piece + 1]!) piece++;
  return piece;
}

/** The degree + 1 basis functions that are not 0 on a piece, at x (Cox and de Boor). */
function basisAt(x: number, piece: number, knots: readonly number[], degree: number): number[] {
  const basis = [1];
  for (let order = 1; order <= degree; order++) {
    let saved = 0;
    for (let index = 0; index < order; index++) {
      const right = knots[piece + index + 1]!;
      const left = knots[piece + index + 1 - order]!;
      const share = basis[index]! / (right - left);
      basis[index] = saved + (right - x) * share;
      saved = (x - left) * share;
    }
    basis.push(saved);
  }
  return basis;
}

/** Solves a small dense system in place, with row pivoting. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    [right[column], right[pivot]] = [right[pivot]!, right[column]!];
    for (let row = column + 1; row < size; row++) {
      const factor = matrix[row]![column]! / matrix[column]![column]!;
      for (let at = column; at < size; at++) matrix[row]![at]! -= factor * matrix[column]![at]!;
      right[row]! -= factor * right[column]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++) right[row]! -= matrix[row]![at]! * right[at]!;
    right[row]! /= matrix[row]![row]!;
  }
  return right;
}

/**
 * The spline through points in rising order.
 *
 * @throws RangeError when there are too few points for the degree
 */
export function interpolatingSpline(
  points: readonly number[],
  values: readonly number[],
  degree: 1 | 2 | 3,
): Spline {
  const count = points.length;
  if (count <= degree || values.length !== count) {
    throw new RangeError(`${count} points, ${values.length} values: degree ${degree} needs more`);
  }
  const knots = knotsOf(points, degree);
  const matrix = points.map((point) => {
    const piece = pieceOf(point, knots, degree, count);
    const row = Array<number>(count).fill(0);
    for (const [index, value] of basisAt(point, piece, knots, degree).entries()) {
      row[piece - degree + index] = value;
    }
    return row;
  });
  const weights = solve(matrix, [...values]);
  return (x) => {
    const piece = pieceOf(x, knots, degree, count);
    let sum = 0;
    for (const [index, value] of basisAt(x, piece, knots, degree).entries()) {
      sum += value * weights[piece - degree + index]!;
    }
    return sum;
  };
}
