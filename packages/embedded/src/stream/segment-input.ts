import { type FileHandle, open } from "node:fs/promises";
import { findRecord, MIN_RECORD_BYTES, recordLengthAt, sequenceAt } from "./record-format.ts";

const CHUNK_BYTES = 512 * 1024;

/** Steps through the records of one segment file, a chunk in memory at a time. */
export class SegmentInput {
  /** Bytes in memory, the next record at {@link at}. Records taken from it stay valid: chunks are never reused. */
  buffer: Buffer = Buffer.alloc(0);
  at = 0;
  /** Sequence number that the next record must have, or a later one. */
  expected: number;
  readonly #file: FileHandle;
  #loadedTo: number;

  constructor(file: FileHandle, offset: number, expected: number) {
    this.#file = file;
    this.#loadedTo = offset;
    this.expected = expected;
  }

  static async open(path: string, offset: number, expected: number): Promise<SegmentInput> {
    return new SegmentInput(await open(path, "r"), offset, expected);
  }

  /** Offset in the file of the next record. */
  get offset(): number {
    return this.#loadedTo - this.buffer.length + this.at;
  }

  async size(): Promise<number> {
    return (await this.#file.stat()).size;
  }

  /** Length of the next record; 0 when it is not whole in memory; −1 when the bytes are not the next record. */
  peek(): number {
    const length = recordLengthAt(this.buffer, this.at);
    if (length > 0 && !(sequenceAt(this.buffer, this.at) >= this.expected)) return -1;
    return length;
  }

  /** Goes past the record that `peek` saw. */
  step(length: number): void {
    this.expected = sequenceAt(this.buffer, this.at) + 1;
    this.at += length;
  }

  /** Loads the next chunk, up to `limit` (an offset in the file); `false` when there is nothing more below it. */
  async load(limit: number, chunkBytes: number = CHUNK_BYTES): Promise<boolean> {
    const wanted = Math.min(limit - this.#loadedTo, chunkBytes);
    if (wanted <= 0) return false;
    const rest = this.buffer.length - this.at;
    const next = Buffer.allocUnsafeSlow(rest + wanted);
    this.buffer.copy(next, 0, this.at);
    const { bytesRead } = await this.#file.read(next, rest, wanted, this.#loadedTo);
    this.buffer = next.subarray(0, rest + bytesRead);
    this.at = 0;
    this.#loadedTo += bytesRead;
    return bytesRead > 0;
  }

  /**
   * Goes to the first whole record after the bytes that are not one, with a sequence number below `below`;
   * `false` when none follows before `limit`.
   */
  async skipDamage(limit: number, below: number): Promise<boolean> {
    await this.load(limit, limit);
    const most = this.expected + Math.ceil((this.buffer.length - this.at) / MIN_RECORD_BYTES);
    const found = findRecord(this.buffer, this.at + 1, this.expected, Math.min(below, most));
    if (found === -1) return false;
    this.at = found;
    return true;
  }

  /** Goes on at another place of the same file. */
  jump(offset: number, expected: number): void {
    this.buffer = Buffer.alloc(0);
    this.at = 0;
    this.#loadedTo = offset;
    this.expected = expected;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
