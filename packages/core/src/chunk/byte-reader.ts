import { SolarmonError } from "../errors.ts";

/** Reads what `ByteWriter` wrote. @throws `storage_corrupt` past the end */
export class ByteReader {
  readonly bytes: Uint8Array;
  offset: number;
  readonly end: number;

  constructor(bytes: Uint8Array, offset = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  byte(): number {
    const value = this.bytes[this.offset];
    if (value === undefined || this.offset >= this.end)
      throw new SolarmonError("storage_corrupt", "stored bytes end early");
    this.offset++;
    return value;
  }

  varint(): number {
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      result += (byte & 127) * scale;
      if (byte < 128) return result;
      scale *= 128;
    }
  }

  signed(): number {
    const isNegative = this.byte() === 1;
    const size = this.varint();
    return isNegative ? -size : size;
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  float64(): number {
    const { buffer, byteOffset } = this.take(8);
    return new DataView(buffer, byteOffset, 8).getFloat64(0, true);
  }

  uint32(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0;
  }

  /** The next `length` bytes, as a view. */
  take(length: number): Uint8Array {
    if (this.offset + length > this.end)
      throw new SolarmonError("storage_corrupt", "stored bytes end early");
    const taken = this.bytes.subarray(this.offset, this.offset + length);
    this.offset += length;
    return taken;
  }

  rest(): Uint8Array {
    return this.take(this.end - this.offset);
  }
}
