import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Compressor } from "@solarmon/core";

/** Raw DEFLATE that counts what it is asked to inflate. */
export class CountingCompressor implements Compressor {
  inflated = 0;

  deflateRaw(bytes: Uint8Array): Uint8Array {
    return deflateRawSync(bytes);
  }

  inflateRaw(bytes: Uint8Array): Uint8Array {
    this.inflated++;
    return inflateRawSync(bytes);
  }
}
