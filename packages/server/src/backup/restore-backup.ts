import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { SolarmonError } from "@solarmon/core";
import { checkDatabase, lockDirectory, toDiskError } from "@solarmon/embedded";
import { makeFolder } from "../folder/make-folder.ts";
import type { BackupManifest } from "./backup-format.ts";
import { unpackBackup } from "./unpack-backup.ts";
import { syncFolder } from "./write-backup.ts";

const PRIVATE_FOLDER = 0o700;

export interface RestoreOptions {
  readonly file: string;
  /** Where the data goes: a folder that is empty or not there. */
  readonly dataDir: string;
  readonly onProgress: (share: number) => void;
}

/**
 * Restores a backup. The data folder is there when all of it is unpacked and verified, and not before: until then it lies
 * in `DIR.restoring`, which the next restore to DIR clears away.
 *
 * @throws `conflict` the folder holds something · `locked` another restore goes there · `not_found` there is no such file ·
 * `storage_corrupt` the backup is damaged · `unsupported`, `storage_full`, `unavailable`
 */
export async function restoreBackup({
  file,
  dataDir,
  onProgress,
}: RestoreOptions): Promise<BackupManifest> {
  const root = resolve(dataDir);
  const work = `${root}.restoring`;
  const size = await sizeOf(file);
  await requireEmpty(root);
  await makeFolder(work);
  using held = new DisposableStack();
  held.use(lockDirectory(work));
  try {
    const draft = join(work, "data");
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: PRIVATE_FOLDER });
    const manifest = await unpackBackup(file, draft, (bytes) => onProgress(bytes / size));
    for (const { path } of manifest.files)
      if (path.endsWith(".db")) checkDatabase(join(draft, path));
    await putInPlace(draft, root);
    return manifest;
  } catch (error) {
    throw SolarmonError.is(error) ? error : toDiskError(error, `cannot write ${root}`);
  } finally {
    await rm(work, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return found.size;
  throw new SolarmonError("not_found", `there is no backup ${file}`);
}

async function requireEmpty(root: string): Promise<void> {
  if (!existsSync(root)) return;
  if ((await readdir(root)).length > 0)
    throw new SolarmonError(
      "conflict",
      `${root} holds something already; a restore replaces nothing. Move it away, or name another folder with --data-dir.`,
    );
  const [own, above] = [await stat(root), await stat(dirname(root))];
  if (own.dev !== above.dev) throw isMounted(root);
}

async function putInPlace(draft: string, root: string): Promise<void> {
  for (const entry of await readdir(draft, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) await syncFolder(join(entry.parentPath, entry.name));
  await syncFolder(draft);
  if (existsSync(root)) await rmdir(root).catch(() => Promise.reject(isMounted(root)));
  await rename(draft, root);
  await syncFolder(dirname(root));
}

/** A folder that is a volume of its own cannot be put in place with one step. */
function isMounted(root: string): SolarmonError {
  return new SolarmonError(
    "unavailable",
    `${root} cannot be replaced as a whole (is it a volume?). Keep the data in a folder inside: --data-dir ${join(root, "data")}`,
  );
}
