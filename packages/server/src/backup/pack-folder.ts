import { readFile, rm, stat } from "node:fs/promises";
import { type Instant, SolarmonError, systemClock } from "@solarmon/core";
import { pinDatabase, type SegmentPart, segmentsUntil } from "@solarmon/embedded";
import type { DataPaths } from "../folder/data-paths.ts";
import {
  type BackedUpFile,
  type BackupHead,
  FORMAT,
  HEAD_NAME,
  KEY_FILE,
  MANIFEST_NAME,
} from "./backup-format.ts";
import { PendingImports } from "./pending-imports.ts";
import { type FolderContents, type FolderFile, folderContents } from "./folder-contents.ts";
import { type Content, TarWriter } from "./tar-writer.ts";

export interface PackOptions {
  readonly withKey: boolean;
  /** A file that databases are copied to, one after another. */
  readonly draft: string;
  /** Told the bytes read so far, and of how many. */
  readonly onProgress: (bytes: number, of: number) => void;
}

/** What was packed. */
export interface Packed {
  readonly consistentAt: Instant;
  readonly files: number;
}

/**
 * The bytes of a backup of a data folder, whether or not a server writes it meanwhile. The order is what makes the copy
 * whole: how far consumers are, then what they wrote, then the stream that they read. So after a restore they read again
 * what they may not have finished, as they do after a crash. Catalogue and stream are of one instant.
 */
export class FolderPacker {
  readonly #paths: DataPaths;
  readonly #options: PackOptions;
  readonly #tar = new TarWriter();
  readonly #imports: PendingImports;
  #read = 0;
  #total = 0;
  #consistentAt = 0;

  constructor(paths: DataPaths, options: PackOptions) {
    this.#paths = paths;
    this.#options = options;
    this.#imports = new PendingImports(paths.imports);
  }

  get packed(): Packed {
    return { consistentAt: this.#consistentAt, files: this.#packed.length };
  }

  /** Files of the data folder that are in it. */
  get #packed(): readonly BackedUpFile[] {
    return this.#tar.files.filter(({ path }) => path !== HEAD_NAME && path !== MANIFEST_NAME);
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    const { withKey } = this.#options;
    const startedAt = systemClock.now();
    const head: BackupHead = { format: FORMAT, startedAt, hasKey: withKey };
    yield* this.#tar.jsonEntry(HEAD_NAME, head);
    const contents = await folderContents(this.#paths);
    this.#total = sizeOf(contents);
    const progress = await readAll(contents.progress);
    for (const tenant of contents.tenants) yield* this.#database(tenant);
    for (const file of contents.archive) yield* this.#file(file, file.bytes);
    yield* this.#catalogAndStream(contents.catalog, progress);
    for (const [path, content] of progress) yield* this.#entry(path, content.length, [content]);
    yield* this.#pendingImports();
    for (const file of contents.others)
      if (withKey || file.path !== KEY_FILE) yield* this.#small(file);
    const files = this.#packed;
    yield* this.#tar.jsonEntry(MANIFEST_NAME, { ...head, consistentAt: this.#consistentAt, files });
    yield this.#tar.end();
  }

  async *#catalogAndStream(
    catalog: FolderFile | undefined,
    progress: ReadonlyMap<string, Buffer>,
  ): AsyncGenerator<Uint8Array> {
    using pinned = catalog && pinDatabase(catalog.source);
    this.#consistentAt = systemClock.now();
    const parts = await segmentsOf(this.#paths.stream, this.#consistentAt);
    requireUnread(parts, progress);
    this.#total += parts.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path: source, bytes } of parts)
      yield* this.#file({ path: `stream/${nameOf(source)}`, source, bytes }, bytes);
    if (catalog && pinned) yield* this.#copy(catalog, (path) => pinned.copyTo(path));
  }

  async *#database(file: FolderFile): AsyncGenerator<Uint8Array> {
    this.#imports.look();
    using pinned = pinDatabase(file.source);
    this.#imports.look();
    yield* this.#copy(file, (path) => pinned.copyTo(path));
  }

  async *#copy(
    { path }: FolderFile,
    copyTo: (draft: string) => Promise<void>,
  ): AsyncGenerator<Uint8Array> {
    const { draft } = this.#options;
    await rm(draft, { force: true });
    await copyTo(draft);
    yield* this.#file({ path, source: draft, bytes: 0 }, (await stat(draft)).size);
    await rm(draft);
  }

  async *#pendingImports(): AsyncGenerator<Uint8Array> {
    const { content } = this.#imports;
    if (content.length > 0) yield* this.#entry("imports/pending.bin", content.length, [content]);
  }

  /** A file that is replaced as a whole when it changes. */
  async *#small({ path, source }: FolderFile): AsyncGenerator<Uint8Array> {
    const content = await readFile(source);
    yield* this.#entry(path, content.length, [content]);
  }

  #file({ path, source }: FolderFile, bytes: number): AsyncGenerator<Uint8Array> {
    return this.#counted(this.#tar.fileEntry(path, source, bytes));
  }

  #entry(path: string, bytes: number, content: Content): AsyncGenerator<Uint8Array> {
    return this.#counted(this.#tar.entry(path, bytes, content));
  }

  async *#counted(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      yield chunk;
      this.#read += chunk.length;
      this.#options.onProgress(this.#read, this.#total);
    }
  }
}

function sizeOf({ progress, tenants, archive, catalog, others }: FolderContents): number {
  const files = [...progress, ...tenants, ...archive, ...others, ...(catalog ? [catalog] : [])];
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function readAll(files: readonly FolderFile[]): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  for (const { path, source } of files) contents.set(path, await readFile(source));
  return contents;
}

async function segmentsOf(dir: string, until: Instant): Promise<readonly SegmentPart[]> {
  try {
    return await segmentsUntil(dir, until);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** @throws `unavailable` when the stream has dropped records meanwhile that a consumer will want to read again */
function requireUnread(parts: readonly SegmentPart[], progress: ReadonlyMap<string, Buffer>): void {
  const oldest = parts[0]?.base ?? 1;
  for (const [path, content] of progress) {
    if (!path.startsWith("stream/checkpoints/")) continue;
    const { position }: { position: string } = JSON.parse(content.toString());
    if (Number(position) > 0 && Number(position) + 1 < oldest)
      throw new SolarmonError(
        "unavailable",
        "the stream dropped old records while it was copied. Run the backup again.",
      );
  }
}

function nameOf(path: string): string {
  return path.replaceAll("\\", "/").split("/").at(-1) ?? path;
}
