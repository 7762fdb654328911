import { MAX_PACKED_BYTES } from "@solarmon/core";

const SLAB_BYTES = 64 * 1024;

/** Memory for packed values, in big pieces: an allocation per reading would cost more than the packing. */
export class Slab {
  bytes: Uint8Array = new Uint8Array(SLAB_BYTES);
  offset = 0;

  /** Makes sure that one packed reading fits after `offset`. */
  reserve(): void {
    if (this.offset + MAX_PACKED_BYTES <= this.bytes.length) return;
    this.bytes = new Uint8Array(SLAB_BYTES);
    this.offset = 0;
  }

  /** The bytes from `offset` to `end`; the next reading starts there. */
  take(end: number): Uint8Array {
    const packed = this.bytes.subarray(this.offset, end);
    this.offset = end;
    return packed;
  }
}
