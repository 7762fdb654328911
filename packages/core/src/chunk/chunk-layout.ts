// A chunk, version 1. Numbers are LEB128 varints unless a width is given; 32-bit numbers are little-endian.
//   version 8 · number of readings · number of columns
//   per column: number of the column · length of its body · checksum of the body 32
//   checksum of everything before 32
//   the bodies, in the order of the columns
// Bodies of times, sources and qualities are numbers as in `integer-column.ts`; receivedAt has a byte in front: 1 says
// that the numbers are delays since measuredAt. Bodies of points have their cells (`cells.ts`) in front, and numbers
// only for the rows that have a value.

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
