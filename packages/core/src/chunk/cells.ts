import type { Compressor } from "../compressor.ts";
import { SolarmonError } from "../errors.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

/**
 * What a row of a chunk holds for a point. Both `absent` (the reading did not name the point) and `missing` (it named
 * it with `null`) are read as `NaN`; they are kept apart so that a reading's packed bytes come back exactly.
 */
export const CELL = { absent: 0, missing: 1, value: 2 } as const;

const SHORT = 48;

/** Rows as runs of like cells. First byte: 0 every row has a value, 1 runs, 2 deflated runs (with their length). */
export function writeCells(
  out: ByteWriter,
  cells: Uint8Array | null,
  count: number,
  compressor: Compressor,
): void {
  if (!cells) return out.byte(0);
  const runs = new ByteWriter();
  for (let start = 0; start < count;) {
    let end = start + 1;
    while (end < count && cells[end] === cells[start]) end++;
    runs.varint((end - start) * 3 + (cells[start] ?? 0));
    start = end;
  }
  const isShort = runs.length <= SHORT;
  const body = isShort ? runs.written() : compressor.deflateRaw(runs.written());
  out.byte(isShort ? 1 : 2);
  out.varint(body.length);
  out.append(body);
}

/** The cells of `count` rows, or `null` when every row has a value. */
export function readCells(
  from: ByteReader,
  count: number,
  compressor: Compressor,
): Uint8Array | null {
  const form = from.byte();
  if (form === 0) return null;
  const body = from.take(from.varint());
  const runs = new ByteReader(form === 1 ? body : compressor.inflateRaw(body));
  const cells = new Uint8Array(count);
  for (let start = 0; start < count;) {
    const run = runs.varint();
    const length = Math.floor(run / 3);
    if (length === 0 || start + length > count)
      throw new SolarmonError(
        "storage_corrupt",
        "a chunk column has another length than its chunk",
      );
    cells.fill(run % 3, start, start + length);
    start += length;
  }
  return cells;
}
