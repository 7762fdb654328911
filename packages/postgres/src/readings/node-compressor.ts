import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Compressor } from "@solarmon/core";

/** Raw DEFLATE of Node, for core's chunks. */
export const nodeCompressor: Compressor = {
  deflateRaw: (bytes) => deflateRawSync(bytes, { level: 6 }),
  inflateRaw: (bytes) => inflateRawSync(bytes),
};
