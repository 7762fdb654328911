import type { Compressor } from "../compressor.ts";
import { SolarmonError } from "../errors.ts";
import { dequantise } from "../packed-values.ts";
import { ByteReader } from "./byte-reader.ts";
import { CELL, readCells } from "./cells.ts";
import { checksum } from "./checksum.ts";
import { CHUNK_VERSION, COLUMN } from "./chunk-layout.ts";
import type { ChunkColumn } from "./chunk-rows.ts";
import { decodeNumbers } from "./integer-column.ts";

/** Where the columns are. Plain lists: a scan of a plant's year opens thousands of chunks. */
interface Head {
  readonly count: number;
  readonly ids: readonly number[];
  /** Of each column's body, and the end of the last. */
  readonly starts: readonly number[];
  readonly checksums: readonly number[];
}

/**
 * A chunk to read from. Opening reads the head only; each column is checked and decoded when it is asked for, into
 * new arrays or into those that are given, which must have the length `count`. Every method throws `storage_corrupt`
 * when the bytes it needs are damaged.
 */
export class Chunk {
  /** Number of readings. */
  readonly count: number;
  /** Codes of the points in it, ascending. */
  readonly codes: readonly number[];
  readonly #bytes: Uint8Array;
  readonly #head: Head;
  readonly #compressor: Compressor;

  constructor(bytes: Uint8Array, compressor: Compressor) {
    this.#head = readHead(bytes);
    this.count = this.#head.count;
    this.codes = codesOf(this.#head.ids);
    this.#bytes = bytes;
    this.#compressor = compressor;
  }

  /** Times, ascending. */
  measuredAt(target: Float64Array = new Float64Array(this.count)): Float64Array {
    return this.#numbers(COLUMN.measuredAt, target);
  }

  receivedAt(): Float64Array {
    const body = this.#body(COLUMN.receivedAt);
    const isDelay = body.byte() === 1;
    const values = new Float64Array(this.count);
    decodeNumbers(body, values, this.count, this.#compressor);
    if (isDelay)
      for (const [row, at] of this.measuredAt().entries()) values[row] = (values[row] ?? 0) + at;
    return values;
  }

  source(): Float64Array {
    return this.#numbers(COLUMN.source, new Float64Array(this.count));
  }

  quality(target: Float64Array = new Float64Array(this.count)): Float64Array {
    return this.#numbers(COLUMN.quality, target);
  }

  /** The point as it was stored, or `undefined` when no reading names it. */
  column(
    code: number,
    scaled: Float64Array = new Float64Array(this.count),
  ): ChunkColumn | undefined {
    if (!this.#head.ids.includes(COLUMN.firstPoint + code)) return undefined;
    const body = this.#body(COLUMN.firstPoint + code);
    const cells = readCells(body, this.count, this.#compressor);
    decodeNumbers(body, scaled, cells ? countValues(cells) : this.count, this.#compressor);
    if (cells) spread(scaled, cells);
    return { code, scaled, cells };
  }

  /** The point in its unit, `NaN` where there is no value; `undefined` when no reading names it. */
  values(
    code: number,
    target: Float64Array = new Float64Array(this.count),
  ): Float64Array | undefined {
    const column = this.column(code, target);
    if (!column) return undefined;
    const { cells } = column;
    for (let row = 0; row < target.length; row++) target[row] = dequantise(code, target[row] ?? 0);
    if (cells)
      for (let row = 0; row < target.length; row++)
        if (cells[row] !== CELL.value) target[row] = Number.NaN;
    return target;
  }

  #numbers(id: number, target: Float64Array): Float64Array {
    decodeNumbers(this.#body(id), target, this.count, this.#compressor);
    return target;
  }

  #body(id: number): ByteReader {
    const { ids, starts, checksums } = this.#head;
    const index = ids.indexOf(id);
    const [start = 0, end = 0] = [starts[index], starts[index + 1]];
    if (index < 0 || checksum(this.#bytes, start, end) !== checksums[index])
      throw new SolarmonError("storage_corrupt", `column ${id} of a chunk is damaged`);
    return new ByteReader(this.#bytes, start, end);
  }
}

function codesOf(ids: readonly number[]): number[] {
  const codes: number[] = [];
  for (const id of ids) if (id >= COLUMN.firstPoint) codes.push(id - COLUMN.firstPoint);
  return codes;
}

function readHead(bytes: Uint8Array): Head {
  const head = new ByteReader(bytes);
  const version = head.byte();
  if (version !== CHUNK_VERSION)
    throw new SolarmonError("storage_corrupt", `unknown chunk version ${version}`);
  const count = head.varint();
  const [ids, lengths, checksums]: [number[], number[], number[]] = [[], [], []];
  for (let left = head.varint(); left > 0; left--) {
    ids.push(head.varint());
    lengths.push(head.varint());
    checksums.push(head.uint32());
  }
  const isIntact = checksum(bytes, 0, head.offset) === head.uint32();
  const starts = [head.offset];
  for (const length of lengths) starts.push((starts.at(-1) ?? 0) + length);
  if (!isIntact || starts.at(-1) !== bytes.length)
    throw new SolarmonError("storage_corrupt", "the head of a chunk is damaged");
  return { count, ids, starts, checksums };
}

function countValues(cells: Uint8Array): number {
  let values = 0;
  for (const cell of cells) if (cell === CELL.value) values++;
  return values;
}

/** Moves the values, which lie at the front, to the rows that have one. */
function spread(scaled: Float64Array, cells: Uint8Array): void {
  let from = countValues(cells);
  for (let row = cells.length - 1; row >= 0; row--)
    if (cells[row] === CELL.value) scaled[row] = scaled[--from] ?? 0;
}
