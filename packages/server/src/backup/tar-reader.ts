import { SolarmonError } from "@solarmon/core";
import { Header } from "tar";

const BLOCK_BYTES = 512;
const SAFE_PATH = /^[\w@-][\w.@-]*(?:\/[\w@-][\w.@-]*)*$/;

/** An entry of a tar archive. Its content must be read to the end before the next entry. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Reads what `TarWriter` writes: plain files with plain names, nothing else.
 *
 * @throws `storage_corrupt` for anything else, and for an archive that ends too early
 */
export async function* readTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const input = new BlockInput(bytes);
  for (;;) {
    const header = new Header(await input.take(BLOCK_BYTES));
    if (header.nullBlock) return await input.requireEnd(BLOCK_BYTES);
    const { path, size } = header;
    if (!header.cksumValid || header.type !== "File" || path === undefined || size === undefined)
      throw damaged();
    if (!SAFE_PATH.test(path)) throw damaged();
    yield { path, bytes: size, content: input.pieces(size) };
    await input.take(-size & (BLOCK_BYTES - 1));
  }
}

/** Bytes taken in the amounts that are asked for. */
class BlockInput {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.pieces(count)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** Takes what pads the end; only there is all of it known to be whole. */
  async requireEnd(padding: number): Promise<void> {
    await this.take(padding);
    const next = await this.#chunks.next();
    if (this.#rest.length > 0 || next.done !== true) throw damaged();
  }

  async *pieces(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done === true) throw damaged();
        this.#rest = next.value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}

/** @param cause - what was noticed */
export function damaged(cause?: unknown): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    "the backup is damaged or was cut short; nothing was restored. Use another backup, or copy this one again from where it came.",
    { cause },
  );
}
