/** One point of a chunk: quantised numbers, as in packed readings. */
export interface ChunkColumn {
  /** Code of the point. */
  readonly code: number;
  /** Whole numbers of the point's resolution, one a row; anything where there is no value. */
  readonly scaled: Float64Array;
  /** One of `CELL` a row; `null` when every row has a value. */
  readonly cells: Uint8Array | null;
}

/** The readings of one device of about a day, as columns, ascending in time. All arrays have `count` entries or more. */
export interface ChunkRows {
  readonly count: number;
  readonly measuredAt: Float64Array;
  readonly receivedAt: Float64Array;
  /** Numbers that the store gives to sources. */
  readonly source: Float64Array;
  readonly quality: Float64Array;
  /** By ascending code. */
  readonly columns: readonly ChunkColumn[];
}
