/** Raw DEFLATE (RFC 1951), given in by the room that has one: `core` runs anywhere. */
export interface Compressor {
  deflateRaw(bytes: Uint8Array): Uint8Array;
  inflateRaw(bytes: Uint8Array): Uint8Array;
}
