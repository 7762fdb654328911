import { SolarmonError } from "../errors.ts";

/** Writes bits into given bytes, the highest first. The caller sees to the room. */
export class BitWriter {
  readonly #bytes: Uint8Array;
  #length = 0;
  #waiting = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param count - at most 24 */
  write(value: number, count: number): void {
    this.#waiting = (this.#waiting << count) | value;
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#bytes[this.#length++] = this.#waiting >>> this.#count;
    }
    this.#waiting &= (1 << this.#count) - 1;
  }

  /** What was written, as a view; the last byte is filled with zeros. */
  finish(): Uint8Array {
    if (this.#count > 0) this.#bytes[this.#length++] = this.#waiting << (8 - this.#count);
    this.#count = 0;
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Reads what `BitWriter` wrote. @throws `storage_corrupt` past the end */
export class BitReader {
  readonly #bytes: Uint8Array;
  #offset = 0;
  #waiting = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param count - at most 24 */
  read(count: number): number {
    if (this.#count < count) this.#fill();
    this.#count -= count;
    if (this.#count < 0) throw new SolarmonError("storage_corrupt", "a chunk column ends early");
    const value = this.#waiting >>> this.#count;
    this.#waiting &= (1 << this.#count) - 1;
    return value;
  }

  /** Counts ones up to a zero, which it takes; stops after `limit` ones. @param limit - at most 23 */
  ones(limit: number): number {
    if (this.#count <= limit) this.#fill();
    // The bits that wait, moved to the top and turned round: the zeros in front are the ones we count.
    const found = this.#count === 0 ? 0 : Math.clz32(~(this.#waiting << (32 - this.#count)));
    const count = Math.min(found, limit);
    this.read(count < limit ? count + 1 : limit);
    return count;
  }

  #fill(): void {
    while (this.#count <= 23 && this.#offset < this.#bytes.length) {
      this.#waiting = (this.#waiting << 8) | (this.#bytes[this.#offset++] ?? 0);
      this.#count += 8;
    }
  }
}
