import type { Mask } from "../mask.ts";

/** Rows of the run of equal flags that a row belongs to. */
export function runLengths(flags: Mask): Int32Array {
  const lengths = new Int32Array(flags.length);
  let start = 0;
  for (let row = 1; row <= flags.length; row++) {
    if (row < flags.length && flags[row] === flags[start]) continue;
    lengths.fill(row - start, start, row);
    start = row;
  }
  return lengths;
}

/** Minutes of daylight between two nights, in the rows of the day; `NaN` at night. */
export function dayLengths(night: Mask, stepMinutes: number): Float64Array {
  const lengths = new Float64Array(night.length).fill(Number.NaN);
  let start = 0;
  for (let row = 0; row <= night.length; row++) {
    if (row < night.length && night[row] === 0) continue;
    lengths.fill((1 + row - start) * stepMinutes, start, row);
    start = row + 1;
  }
  return lengths;
}
