import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createZstdDecompress } from "node:zlib";
import { SolarmonError } from "@solarmon/core";
import {
  type BackedUpFile,
  type BackupHead,
  type BackupManifest,
  FORMAT,
  HEAD_NAME,
  MANIFEST_NAME,
} from "./backup-format.ts";
import { damaged, readTar, type TarEntry } from "./tar-reader.ts";

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/**
 * Unpacks a backup into a new folder and holds every file against its checksum.
 *
 * @param onProgress - told the bytes of the backup that were read
 * @throws `storage_corrupt` it is damaged or no backup · `unsupported` a newer program made it · `storage_full`
 */
export async function unpackBackup(
  file: string,
  dir: string,
  onProgress: (bytes: number) => void,
): Promise<BackupManifest> {
  try {
    return await unpack(contentOf(file, onProgress), dir);
  } catch (error) {
    if (SolarmonError.is(error) || !isOfZlib(error)) throw error;
    throw damaged(error);
  }
}

async function unpack(content: AsyncIterable<Uint8Array>, dir: string): Promise<BackupManifest> {
  const unpacked = new Map<string, BackedUpFile>();
  let isFirst = true;
  let manifest: BackupManifest | undefined;
  for await (const entry of readTar(content)) {
    if (isFirst !== (entry.path === HEAD_NAME)) throw damaged();
    if (isFirst) requireFormat(await readJson(entry));
    else if (entry.path === MANIFEST_NAME) manifest = await readJson<BackupManifest>(entry);
    else unpacked.set(entry.path, await writeEntry(dir, entry));
    isFirst = false;
  }
  if (!manifest) throw damaged();
  requireAll(manifest, unpacked);
  return manifest;
}

async function* contentOf(
  file: string,
  onProgress: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  const read = createReadStream(file).on("data", (chunk) => onProgress((bytes += chunk.length)));
  const plain: Readable = read.pipe(createZstdDecompress());
  read.on("error", (error) => plain.destroy(error));
  try {
    yield* plain;
  } finally {
    read.destroy();
  }
}

async function readJson<Value>({ content }: TarEntry): Promise<Value> {
  const value: Value = JSON.parse((await buffer(content)).toString());
  return value;
}

function requireFormat({ format }: BackupHead): void {
  if (format <= FORMAT) return;
  throw new SolarmonError(
    "unsupported",
    "a later version of Solarmon made this backup. Restore it with that version.",
  );
}

/** Durable when it resolves. */
async function writeEntry(dir: string, { path, content }: TarEntry): Promise<BackedUpFile> {
  const target = join(dir, path);
  await mkdir(dirname(target), { recursive: true, mode: PRIVATE_FOLDER });
  await using handle = await open(target, "wx", PRIVATE_FILE);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of content) {
    hash.update(piece);
    bytes += piece.length;
    await handle.writeFile(piece);
  }
  await handle.sync();
  return { path, bytes, sha256: hash.digest("hex") };
}

function requireAll({ files }: BackupManifest, unpacked: ReadonlyMap<string, BackedUpFile>): void {
  if (files.length !== unpacked.size) throw damaged();
  for (const { path, sha256 } of files) if (unpacked.get(path)?.sha256 !== sha256) throw damaged();
}

function isOfZlib(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  return error instanceof Error && "code" in error && /^(?:Z_|ZSTD_)/.test(String(error.code));
}
