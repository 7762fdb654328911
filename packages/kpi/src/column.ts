/** Missing rows are `NaN`; times are epoch milliseconds, UTC. */
export type Column = Float64Array;

/** A number that holds for all rows, or a column with a number a row. */
export type NumberOrColumn = number | Float64Array;

/** Where a column form may write its answer, to spare the allocation. */
export interface Into {
  /** Column of as many rows as the input; it may be one of the inputs. Default: a new one. */
  readonly out?: Float64Array;
}

/**
 * Rows of the columns among `values`; −1 when all of them are numbers.
 *
 * @throws RangeError when two columns differ in length
 */
export function rowsOf(...values: readonly (NumberOrColumn | undefined)[]): number {
  let rows = -1;
  for (const value of values) {
    if (value === undefined || typeof value === "number") continue;
    if (rows >= 0 && value.length !== rows) {
      throw new RangeError(
        `columns of ${rows} and of ${value.length} rows in one call: cut them to the same rows`,
      );
    }
    rows = value.length;
  }
  return rows;
}

/** The cells of a column; a number becomes a column of one cell, read with `strideOf` 0. */
export function cellsOf(value: NumberOrColumn): Float64Array {
  return typeof value === "number" ? Float64Array.of(value) : value;
}

/** Step from row to row in `cellsOf(value)`: 0 for a number, 1 for a column. */
export function strideOf(value: NumberOrColumn): 0 | 1 {
  return typeof value === "number" ? 0 : 1;
}

/**
 * The column to write to: the caller's, or a new one.
 *
 * @throws RangeError when the caller's has another length
 */
export function outColumn(out: Float64Array | undefined, rows: number): Float64Array {
  if (out === undefined) return new Float64Array(rows);
  if (out.length !== rows) {
    throw new RangeError(`out has ${out.length} rows, the input ${rows}: give it the same length`);
  }
  return out;
}

/** 0, or NaN when `sum` is NaN: the light of a dark row, of which something may still be missing. */
export function zeroUnlessMissing(sum: number): number {
  return Number.isNaN(sum) ? Number.NaN : 0;
}
