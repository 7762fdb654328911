import { createWriteStream, existsSync } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { SolarmonError } from "@solarmon/core";
import { lockDirectory, toDiskError } from "@solarmon/embedded";
import type { DataPaths } from "../folder/data-paths.ts";
import { FolderPacker, type Packed } from "./pack-folder.ts";

export interface BackupOptions {
  /** Where the backup goes. Nothing may be there. */
  readonly file: string;
  /** Whether the key of the secrets is put in. */
  readonly withKey: boolean;
  readonly onProgress: (share: number) => void;
}

export interface BackupReport extends Packed {
  readonly file: string;
  readonly bytes: number;
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/**
 * Backs a data folder up to one file, a server running on it or not. The file is there when it is whole, and not before:
 * drafts lie in `FILE.partial`, which the next backup to FILE clears away.
 *
 * @throws `conflict` FILE is there · `locked` another backup goes there · `not_found` there is no data ·
 * `storage_full`, `unavailable`
 */
export async function writeBackup(
  paths: DataPaths,
  { file, withKey, onProgress }: BackupOptions,
): Promise<BackupReport> {
  const target = resolve(file);
  const drafts = `${target}.partial`;
  if (!existsSync(paths.catalog))
    throw new SolarmonError(
      "not_found",
      `${paths.root} holds no data of Solarmon. Name its folder with --data-dir.`,
    );
  refuseToReplace(target);
  await mkdir(drafts, { recursive: true, mode: PRIVATE_FOLDER }).catch((error: unknown) => {
    throw toDiskError(error, `cannot write ${target}`);
  });
  using held = new DisposableStack();
  held.use(lockDirectory(drafts));
  try {
    const packer = new FolderPacker(paths, {
      withKey,
      draft: join(drafts, "copy.db"),
      onProgress: (bytes, of) => onProgress(of === 0 ? 1 : Math.min(1, bytes / of)),
    });
    const draft = join(drafts, "backup");
    await writeDurably(draft, packer.bytes());
    refuseToReplace(target);
    await rename(draft, target);
    await syncFolder(dirname(target));
    return { file: target, bytes: (await stat(target)).size, ...packer.packed };
  } catch (error) {
    throw SolarmonError.is(error) ? error : toDiskError(error, `cannot write ${target}`);
  } finally {
    await rm(drafts, { recursive: true, force: true }).catch(() => undefined);
  }
}

function refuseToReplace(target: string): void {
  if (existsSync(target))
    throw new SolarmonError("conflict", `${target} is there already. Choose another name.`);
}

async function writeDurably(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  // `flush`: on the disk when it is closed
  const file = createWriteStream(path, { mode: PRIVATE_FILE, flush: true });
  await pipeline(bytes, compress, file);
}

/** Makes a new name in a folder survive a power cut. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === "win32") return; // folders cannot be opened there
  await using handle = await open(dir, "r");
  await handle.sync();
}
