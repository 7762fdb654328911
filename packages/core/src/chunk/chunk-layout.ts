/** First byte of a chunk. A reader refuses versions it does not know. */
export const CHUNK_VERSION = 1;

/** Numbers of the columns; a point's is `firstPoint` + its code. */
export const COLUMN = {
  measuredAt: 0,
  receivedAt: 1,
  source: 2,
  quality: 3,
  firstPoint: 8,
} as const;

/** A column in the head of a chunk. */
export interface ColumnEntry {
  readonly id: number;
  /** Bytes of its body; bodies follow the head in the order of the entries. */
  readonly length: number;
  readonly checksum: number;
}
