import type { Compressor } from "../compressor.ts";
import type { Instant } from "../time.ts";
import { ByteReader } from "./byte-reader.ts";
import { CELL } from "./cells.ts";
import type { ChunkRows } from "./chunk-rows.ts";
import { encodeChunk } from "./encode-chunk.ts";

/** One reading as a chunk keeps it. */
export interface ChunkReading {
  readonly measuredAt: Instant;
  readonly receivedAt: Instant;
  /** Number that the store gave to the source. */
  readonly source: number;
  readonly quality: number;
  readonly packed: Uint8Array;
}

interface GrowingColumn {
  readonly code: number;
  scaled: Float64Array;
  cells: Uint8Array;
  values: number;
}

/** Turns readings of one device, ascending in time, into a chunk. */
export class ChunkBuilder {
  #count = 0;
  #capacity: number;
  #measuredAt: Float64Array;
  #receivedAt: Float64Array;
  #source: Float64Array;
  #quality: Float64Array;
  readonly #columns = new Map<number, GrowingColumn>();

  /** @param capacity - readings expected; more are fine */
  constructor(capacity = 1_440) {
    this.#capacity = Math.max(1, capacity);
    this.#measuredAt = new Float64Array(this.#capacity);
    this.#receivedAt = new Float64Array(this.#capacity);
    this.#source = new Float64Array(this.#capacity);
    this.#quality = new Float64Array(this.#capacity);
  }

  get count(): number {
    return this.#count;
  }

  add({ measuredAt, receivedAt, source, quality, packed }: ChunkReading): void {
    if (this.#count === this.#capacity) this.#grow();
    const row = this.#count++;
    this.#measuredAt[row] = measuredAt;
    this.#receivedAt[row] = receivedAt;
    this.#source[row] = source;
    this.#quality[row] = quality;
    this.#addPacked(row, packed);
  }

  #addPacked(row: number, packed: Uint8Array): void {
    const reader = new ByteReader(packed);
    while (reader.offset < packed.length) {
      const column = this.#column(reader.varint());
      const stored = reader.varint();
      column.cells[row] = stored === 0 ? CELL.missing : CELL.value;
      if (stored === 0) continue;
      const zigzag = stored - 1;
      column.scaled[row] = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      column.values++;
    }
  }

  #column(code: number): GrowingColumn {
    let column = this.#columns.get(code);
    if (!column) {
      column = {
        code,
        scaled: new Float64Array(this.#capacity),
        cells: new Uint8Array(this.#capacity),
        values: 0,
      };
      this.#columns.set(code, column);
    }
    return column;
  }

  rows(): ChunkRows {
    const count = this.#count;
    return {
      count,
      measuredAt: this.#measuredAt,
      receivedAt: this.#receivedAt,
      source: this.#source,
      quality: this.#quality,
      columns: [...this.#columns.values()]
        .toSorted((a, b) => a.code - b.code)
        .map(({ code, scaled, cells, values }) => ({
          code,
          scaled,
          cells: values === count ? null : cells.subarray(0, count),
        })),
    };
  }

  encode(compressor: Compressor): Uint8Array {
    return encodeChunk(this.rows(), compressor);
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#measuredAt = longer(this.#measuredAt, this.#capacity);
    this.#receivedAt = longer(this.#receivedAt, this.#capacity);
    this.#source = longer(this.#source, this.#capacity);
    this.#quality = longer(this.#quality, this.#capacity);
    for (const column of this.#columns.values()) {
      column.scaled = longer(column.scaled, this.#capacity);
      const cells = new Uint8Array(this.#capacity);
      cells.set(column.cells);
      column.cells = cells;
    }
  }
}

function longer(values: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(length);
  grown.set(values);
  return grown;
}
