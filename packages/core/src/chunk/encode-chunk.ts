import type { Compressor } from "../compressor.ts";
import { ByteWriter } from "./byte-writer.ts";
import { CELL, writeCells } from "./cells.ts";
import { checksum } from "./checksum.ts";
import { CHUNK_VERSION, COLUMN, type ColumnEntry } from "./chunk-layout.ts";
import type { ChunkColumn, ChunkRows } from "./chunk-rows.ts";
import { encodeNumbers } from "./integer-column.ts";

/**
 * Readings as a chunk: each column on its own, in whatever form is smallest, so that reading one point touches
 * nothing of the others. `chunk-layout.ts` says how the bytes lie.
 */
export function encodeChunk(rows: ChunkRows, compressor: Compressor): Uint8Array {
  const bodies = new ByteWriter(rows.count * rows.columns.length + 256);
  const entries: ColumnEntry[] = [];
  const column = (id: number, write: () => void): void => {
    const start = bodies.length;
    write();
    const length = bodies.length - start;
    entries.push({ id, length, checksum: checksum(bodies.bytes, start, bodies.length) });
  };
  const numbers = (id: number, values: Float64Array): void =>
    column(id, () => encodeNumbers(bodies, values, rows.count, compressor));
  numbers(COLUMN.measuredAt, rows.measuredAt);
  column(COLUMN.receivedAt, () => writeReceivedAt(bodies, rows, compressor));
  numbers(COLUMN.source, rows.source);
  numbers(COLUMN.quality, rows.quality);
  for (const point of rows.columns)
    column(COLUMN.firstPoint + point.code, () => writePoint(bodies, point, rows.count, compressor));
  return assemble(rows.count, entries, bodies);
}

/** As the delay since it was measured, or as it is, whichever is smaller: live data come late by little, imports at once. */
function writeReceivedAt(
  out: ByteWriter,
  { receivedAt, measuredAt, count }: ChunkRows,
  compressor: Compressor,
): void {
  const delays = receivedAt.slice(0, count).map((at, row) => at - (measuredAt[row] ?? 0));
  const asDelay = new ByteWriter(count + 64);
  encodeNumbers(asDelay, delays, count, compressor);
  const asIs = new ByteWriter(count + 64);
  encodeNumbers(asIs, receivedAt, count, compressor);
  const isDelay = asDelay.length < asIs.length;
  out.byte(isDelay ? 1 : 0);
  out.append((isDelay ? asDelay : asIs).written());
}

function writePoint(
  out: ByteWriter,
  { scaled, cells }: ChunkColumn,
  count: number,
  compressor: Compressor,
): void {
  writeCells(out, cells, count, compressor);
  if (!cells) return encodeNumbers(out, scaled, count, compressor);
  const dense = scaled.subarray(0, count).filter((_, row) => cells[row] === CELL.value);
  encodeNumbers(out, dense, dense.length, compressor);
}

function assemble(count: number, entries: readonly ColumnEntry[], bodies: ByteWriter): Uint8Array {
  const head = new ByteWriter(64 + entries.length * 8);
  head.byte(CHUNK_VERSION);
  head.varint(count);
  head.varint(entries.length);
  for (const entry of entries) {
    head.varint(entry.id);
    head.varint(entry.length);
    head.uint32(entry.checksum);
  }
  head.uint32(checksum(head.bytes, 0, head.length));
  const bytes = new Uint8Array(head.length + bodies.length);
  bytes.set(head.bytes.subarray(0, head.length));
  bytes.set(bodies.bytes.subarray(0, bodies.length), head.length);
  return bytes;
}
