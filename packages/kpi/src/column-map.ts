import { cellsOf, type NumberOrColumn, outColumn, rowsOf, strideOf } from "./column.ts";

// One kernel for the scalar and the column form, so that they cannot drift apart. The call per row costs some 3 ns:
// models that are cheaper than that have a loop of their own.

/** `kernel` of a number, or of each row of a column. */
export function mapColumn(
  a: NumberOrColumn,
  out: Float64Array | undefined,
  kernel: (a: number) => number,
): NumberOrColumn {
  if (typeof a === "number") return kernel(a);
  const result = outColumn(out, a.length);
  for (let row = 0; row < result.length; row++) result[row] = kernel(a[row]!);
  return result;
}

/** `kernel` of two numbers, or of each row where at least one is a column. */
export function mapColumns2(
  a: NumberOrColumn,
  b: NumberOrColumn,
  out: Float64Array | undefined,
  kernel: (a: number, b: number) => number,
): NumberOrColumn {
  if (typeof a === "number" && typeof b === "number") return kernel(a, b);
  const result = outColumn(out, rowsOf(a, b));
  const [as, bs] = [cellsOf(a), cellsOf(b)];
  const [stepA, stepB] = [strideOf(a), strideOf(b)];
  for (let row = 0; row < result.length; row++) {
    result[row] = kernel(as[row * stepA]!, bs[row * stepB]!);
  }
  return result;
}

/** `kernel` of the numbers of each row, for models with many inputs; `kernel` reads them from one reused array. */
export function mapRows(
  inputs: readonly NumberOrColumn[],
  out: Float64Array | undefined,
  kernel: (cells: Float64Array) => number,
): NumberOrColumn {
  const rows = rowsOf(...inputs);
  const cells = new Float64Array(inputs.length);
  const load = rowLoader(inputs, cells);
  if (rows < 0) {
    load(0);
    return kernel(cells);
  }
  const result = outColumn(out, rows);
  for (let row = 0; row < rows; row++) {
    load(row);
    result[row] = kernel(cells);
  }
  return result;
}

/**
 * For models with many inputs and many answers: `kernel` reads the row's inputs from one reused array and writes its
 * answers, in the order of `names`, to another. All numbers give numbers, else columns.
 */
export function mapNamed<Name extends string>(
  names: readonly Name[],
  inputs: readonly NumberOrColumn[],
  out: Partial<Record<Name, Float64Array>> | undefined,
  kernel: (cells: Float64Array, into: Float64Array) => void,
): Record<Name, NumberOrColumn> {
  const rows = rowsOf(...inputs);
  const cells = new Float64Array(inputs.length);
  const into = new Float64Array(names.length);
  const load = rowLoader(inputs, cells);
  if (rows < 0) {
    load(0);
    kernel(cells, into);
    return record(names, [...into]);
  }
  const columns = names.map((name) => outColumn(out?.[name], rows));
  for (let row = 0; row < rows; row++) {
    load(row);
    kernel(cells, into);
    for (let index = 0; index < into.length; index++) columns[index]![row] = into[index]!;
  }
  return record(names, columns);
}

function record<Name extends string>(
  names: readonly Name[],
  values: readonly NumberOrColumn[],
): Record<Name, NumberOrColumn> {
  const result: Partial<Record<Name, NumberOrColumn>> = {};
  for (const [index, name] of names.entries()) result[name] = values[index]!;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop has filled every name
  return result as Record<Name, NumberOrColumn>;
}

/** Writes the numbers to `cells` at once; what it returns writes those of the columns, row by row. */
function rowLoader(inputs: readonly NumberOrColumn[], cells: Float64Array): (row: number) => void {
  const columns: Float64Array[] = [];
  const slots: number[] = [];
  for (const [slot, input] of inputs.entries()) {
    if (typeof input === "number") {
      cells[slot] = input;
      continue;
    }
    columns.push(input);
    slots.push(slot);
  }
  return (row) => {
    for (let index = 0; index < columns.length; index++)
      cells[slots[index]!] = columns[index]![row]!;
  };
}
