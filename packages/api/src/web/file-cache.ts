import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const MAX_CACHED_BYTES = 16 * 1024 * 1024;
const MIN_COMPRESSED_BYTES = 1_024;

export type Encoding = "br" | "gzip" | "identity";

/** A file of the dashboard, ready to be sent. */
export interface CachedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong validator of the content, quoted. */
  readonly etag: string;
  /** Its bytes in that encoding; made at first use. */
  encoded(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>;
}

interface Entry extends CachedFile {
  readonly version: string;
}

const compress = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 8 }),
};

function createEntry(bytes: Uint8Array<ArrayBuffer>, version: string): Entry {
  const digest = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const byEncoding = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    bytes,
    version,
    etag: `"${digest}"`,
    async encoded(encoding) {
      if (encoding === "identity" || bytes.length < MIN_COMPRESSED_BYTES) return bytes;
      let made = byEncoding.get(encoding);
      if (!made) {
        made = compress[encoding](bytes);
        byEncoding.set(encoding, made);
      }
      return made;
    },
  };
}

/** Files below a folder, kept in memory while they do not change. Nothing outside the folder is ever read. */
export class FileCache {
  readonly #directory: string;
  readonly #entries = new Map<string, Entry>();
  #size = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The file of that path below the folder, or `undefined`. `path` has no `..` and starts with a slash. */
  async read(path: string): Promise<CachedFile | undefined> {
    try {
      const root = await realpath(this.#directory);
      const file = await realpath(join(root, path));
      if (!file.startsWith(root + sep)) return undefined; // a link that leads out
      const info = await stat(file);
      if (!info.isFile()) return undefined;
      const version = `${info.mtimeMs} ${info.size}`;
      const known = this.#entries.get(file);
      if (known?.version === version) return known;
      return this.#keep(file, createEntry(await readFile(file), version));
    } catch {
      return undefined; // missing, or not ours to read: the same for the client
    }
  }

  #keep(file: string, entry: Entry): Entry {
    this.#size += entry.bytes.length - (this.#entries.get(file)?.bytes.length ?? 0);
    this.#entries.set(file, entry);
    if (this.#size > MAX_CACHED_BYTES) {
      this.#entries.clear();
      this.#size = 0;
    }
    return entry;
  }
}
