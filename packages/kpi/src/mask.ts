/** A flag a row: 1 or 0. What 1 means is said by the function. */
export type Mask = Uint8Array;

/** Where a filter may write its answer, to spare the allocation. */
export interface MaskInto {
  /** As many rows as the input. Default: a new one. */
  readonly out?: Mask;
}

/**
 * The mask to write to: the caller's, or a new one.
 *
 * @throws RangeError when the caller's has another length
 */
export function outMask(out: Mask | undefined, rows: number): Mask {
  if (out === undefined) return new Uint8Array(rows);
  if (out.length !== rows) {
    throw new RangeError(`out has ${out.length} rows, the input ${rows}: give it the same length`);
  }
  return out;
}
