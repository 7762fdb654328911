import { dequantise, writePacked } from "../packed-values.ts";
import { CELL } from "./cells.ts";
import type { ChunkReading } from "./chunk-builder.ts";
import type { Chunk } from "./chunk.ts";

/** Every reading of a chunk with its packed bytes as they were given. */
export function readChunkReadings(chunk: Chunk): ChunkReading[] {
  const columns = chunk.codes.flatMap((code) => chunk.column(code) ?? []);
  const receivedAt = chunk.receivedAt();
  const source = chunk.source();
  const quality = chunk.quality();
  const room = new Uint8Array(columns.length * 10);
  return Array.from(chunk.measuredAt(), (measuredAt, row): ChunkReading => {
    let length = 0;
    for (const { code, scaled, cells } of columns) {
      const cell = cells?.[row] ?? CELL.value;
      if (cell === CELL.absent) continue;
      const value = cell === CELL.value ? dequantise(code, scaled[row] ?? 0) : null;
      length = writePacked(room, length, code, value);
    }
    return {
      measuredAt,
      receivedAt: receivedAt[row] ?? 0,
      source: source[row] ?? 0,
      quality: quality[row] ?? 0,
      packed: room.slice(0, length),
    };
  });
}
