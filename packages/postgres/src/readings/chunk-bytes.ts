import { Chunk, ChunkBuilder, type ChunkReading } from "@solarmon/core";
import { nodeCompressor } from "./node-compressor.ts";

/** The chunk of readings of one device, ascending in time. */
export function toChunkBytes(readings: readonly ChunkReading[]): Uint8Array {
  const builder = new ChunkBuilder(readings.length);
  for (const reading of readings) builder.add(reading);
  return builder.encode(nodeCompressor);
}

export function openChunk(bytes: Uint8Array): Chunk {
  return new Chunk(bytes, nodeCompressor);
}
