import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import type { Compressor } from "@solarmon/core";

/** Raw DEFLATE of Node. A window of 32 KiB would hold ten columns; the smaller ones are set up faster. */
export const nodeCompressor: Compressor = {
  deflateRaw: (bytes) =>
    deflateRawSync(bytes, { level: 6, memLevel: 8, strategy: constants.Z_DEFAULT_STRATEGY }),
  inflateRaw: (bytes) => inflateRawSync(bytes),
};
