import {
  type Chunk,
  type ChunkReading,
  type Id,
  PackedCursor,
  pointByCode,
  type ReadingColumns,
} from "@solarmon/core";

/** The columns of a page while they are filled; a point gets its column when it is first met. */
export class PageColumns {
  readonly #measuredAt: Float64Array;
  readonly #quality: Uint8Array;
  readonly #codes: readonly number[] | undefined;
  readonly #columns = new Map<number, Float64Array>();
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
      if (!this.#codes || this.#codes.includes(code)) this.#column(code)[row] = value;
    }
  }

  /** Decodes straight into the columns. */
  addChunk(at: number, chunk: Chunk): void {
    const end = at + chunk.count;
    chunk.measuredAt(this.#measuredAt.subarray(at, end));
    this.#quality.set(chunk.quality(this.#scratchOf(chunk.count)), at);
    for (const code of this.#pointsOf(chunk))
      chunk.values(code, this.#column(code).subarray(at, end));
  }

  /** Only the rows `[from, to)`. */
  addChunkPart(at: number, chunk: Chunk, from: number, to: number): void {
    const part = (values: Float64Array): Float64Array => values.subarray(from, to);
    this.#measuredAt.set(part(chunk.measuredAt()), at);
    this.#quality.set(part(chunk.quality()), at);
    for (const code of this.#pointsOf(chunk))
      this.#column(code).set(part(chunk.values(code) ?? new Float64Array()), at);
  }

  finish(deviceId: Id): ReadingColumns {
    const values: Record<string, Float64Array> = {};
    for (const [code, column] of this.#columns) {
      const point = pointByCode(code);
      if (point) values[point.name] = column;
    }
    return { deviceId, measuredAt: this.#measuredAt, quality: this.#quality, values };
  }

  #pointsOf(chunk: Chunk): readonly number[] {
    return this.#codes ? chunk.codes.filter((code) => this.#codes?.includes(code)) : chunk.codes;
  }

  #scratchOf(length: number): Float64Array {
    if (this.#scratch.length < length) this.#scratch = new Float64Array(length);
    return this.#scratch.subarray(0, length);
  }

  #column(code: number): Float64Array {
    let column = this.#columns.get(code);
    if (!column) {
      column = new Float64Array(this.#measuredAt.length).fill(Number.NaN);
      this.#columns.set(code, column);
    }
    return column;
  }
}
