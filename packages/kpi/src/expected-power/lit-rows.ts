import type { WeatherRows } from "./weather-rows.ts";

/** Rows with light, or whose light is not known; where all three are 0 the plane receives 0. */
export function litRows({ ghiWm2, dniWm2, dhiWm2 }: WeatherRows): Int32Array {
  const rows = new Int32Array(ghiWm2.length);
  let count = 0;
  for (let row = 0; row < ghiWm2.length; row++) {
    if (ghiWm2[row] !== 0 || dniWm2[row] !== 0 || dhiWm2[row] !== 0) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** The rows of a column, shifted by `add`. */
export function pack(column: Float64Array, rows: Int32Array, add: number = 0): Float64Array {
  const packed = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) packed[index] = column[rows[index]!]! + add;
  return packed;
}

/** Puts packed values back to their rows; 0 elsewhere. */
export function unpack(packed: Float64Array, rows: Int32Array, length: number): Float64Array {
  const column = new Float64Array(length);
  for (let index = 0; index < rows.length; index++) column[rows[index]!] = packed[index]!;
  return column;
}
