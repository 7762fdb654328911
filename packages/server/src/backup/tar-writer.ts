import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { SolarmonError } from "@solarmon/core";
import { Header } from "tar";
import type { BackedUpFile } from "./backup-format.ts";

const BLOCK_BYTES = 512;
/** Backups hold secrets: what they are unpacked to is its owner's only. */
const MODE = 0o600;

/** What an entry holds. */
export type Content = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Makes the bytes of a tar archive, an entry after the other, and keeps what was in it. */
export class TarWriter {
  readonly #files: BackedUpFile[] = [];

  /** Entries written so far. */
  get files(): readonly BackedUpFile[] {
    return this.#files;
  }

  /** The entry's bytes. @throws `unavailable` when the content is not as long as `bytes` */
  async *entry(path: string, bytes: number, content: Content): AsyncGenerator<Uint8Array> {
    yield headerOf(path, bytes);
    const hash = createHash("sha256");
    let written = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      written += chunk.length;
      yield chunk;
    }
    if (written !== bytes)
      throw new SolarmonError("unavailable", `${path} changed while it was read. Try again.`);
    yield new Uint8Array(-bytes & (BLOCK_BYTES - 1));
    this.#files.push({ path, bytes, sha256: hash.digest("hex") });
  }

  /** The first `bytes` of a file as an entry. */
  fileEntry(path: string, source: string, bytes: number): AsyncGenerator<Uint8Array> {
    return this.entry(path, bytes, bytes === 0 ? [] : createReadStream(source, { end: bytes - 1 }));
  }

  jsonEntry(path: string, value: object): AsyncGenerator<Uint8Array> {
    const content = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
    return this.entry(path, content.length, [content]);
  }

  /** What a tar archive ends with. */
  end(): Uint8Array {
    return new Uint8Array(2 * BLOCK_BYTES);
  }
}

function headerOf(path: string, size: number): Uint8Array {
  const header = new Header({ path, size, mode: MODE, mtime: new Date(), type: "File" });
  const needsMore = header.encode();
  if (needsMore || !header.block)
    throw new SolarmonError("unsupported", `the name ${path} is too long for a backup`);
  return header.block;
}
