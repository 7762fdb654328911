import type { Id } from "../ids.ts";
import { PackedCursor } from "../packed-values.ts";
import { pointByCode } from "../points/points.ts";
import type { ReadingColumns } from "../ports/reading-store.ts";
import type { ChunkReading } from "./chunk-builder.ts";
import type { Chunk } from "./chunk.ts";

/** The columns of a page while they are filled; a point gets its column when it is first met. */
export class PageColumns {
  readonly #measuredAt: Float64Array;
  readonly #quality: Uint8Array;
  /** By code; `null` where the point is not wanted, or not known to this version. */
  readonly #columns: (Float64Array | null | undefined)[] = [];
  readonly #codes: readonly number[] | undefined;
  readonly #cursor = new PackedCursor();
  #scratch = new Float64Array(0);

  /** @param codes - of the points to keep; `undefined`: all */
  constructor(length: number, codes: readonly number[] | undefined) {
    this.#measuredAt = new Float64Array(length);
    this.#quality = new Uint8Array(length);
    this.#codes = codes;
  }

  addReading(row: number, { measuredAt, quality, packed }: ChunkReading): void {
    this.#measuredAt[row] = measuredAt;
    this.#quality[row] = quality;
    this.#cursor.reset(packed);
    while (this.#cursor.next()) {
      const { code, value } = this.#cursor;
      const column = this.#column(code);
      if (column) column[row] = value;
    }
  }

  /** Decodes straight into the columns. */
  addChunk(at: number, chunk: Chunk): void {
    const end = at + chunk.count;
    chunk.measuredAt(this.#measuredAt.subarray(at, end));
    this.#quality.set(chunk.quality(this.#scratchOf(chunk.count)), at);
    for (const code of chunk.codes) {
      const column = this.#column(code);
      if (column) chunk.values(code, column.subarray(at, end));
    }
  }

  /** Only the rows `[from, to)`. */
  addChunkPart(at: number, chunk: Chunk, from: number, to: number): void {
    this.#measuredAt.set(chunk.measuredAt().subarray(from, to), at);
    this.#quality.set(chunk.quality().subarray(from, to), at);
    for (const code of chunk.codes) {
      const values = this.#column(code) && chunk.values(code);
      if (values) this.#column(code)?.set(values.subarray(from, to), at);
    }
  }

  finish(deviceId: Id): ReadingColumns {
    const values: Record<string, Float64Array> = {};
    for (const [code, column] of this.#columns.entries()) {
      const point = pointByCode(code);
      if (point && column) values[point.name] = column;
    }
    return { deviceId, measuredAt: this.#measuredAt, quality: this.#quality, values };
  }

  #scratchOf(length: number): Float64Array {
    if (this.#scratch.length < length) this.#scratch = new Float64Array(length);
    return this.#scratch.subarray(0, length);
  }

  #column(code: number): Float64Array | null {
    const known = this.#columns[code];
    if (known !== undefined) return known;
    if (!pointByCode(code)) return null;
    const isWanted = !this.#codes || this.#codes.includes(code);
    const column = isWanted ? new Float64Array(this.#measuredAt.length).fill(Number.NaN) : null;
    this.#columns[code] = column;
    return column;
  }
}
