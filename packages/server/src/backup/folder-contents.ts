import { type Dirent, existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { DataPaths } from "../folder/data-paths.ts";

/** A file of a data folder as it was when we looked. */
export interface FolderFile {
  /** Below the data folder, with `/`. */
  readonly path: string;
  readonly source: string;
  readonly bytes: number;
}

/** What a data folder holds, by how it has to be copied. */
export interface FolderContents {
  /** Small files that say how far somebody is: to be read before everything that they speak of. */
  readonly progress: readonly FolderFile[];
  readonly tenants: readonly FolderFile[];
  /** Files that only grow. */
  readonly archive: readonly FolderFile[];
  readonly catalog: FolderFile | undefined;
  /** Other files of the folder: secrets, keys. */
  readonly others: readonly FolderFile[];
}

/** Belong to who has the folder open, or are made anew: locks, sockets, drafts, indexes, SQLite's logs. */
const LEFT_OUT = /(?:^|[/.])lock(?:\.owner)?$|\.(?:new|sock|index)$|\.db-(?:wal|shm|journal)$/;

/** Looks what is there. Segments of the stream and pending imports are not told: they are asked for by time. */
export async function folderContents(paths: DataPaths): Promise<FolderContents> {
  const all = await filesOf(paths.root);
  const below = (dir: string): FolderFile[] =>
    all.filter(({ source }) => source.startsWith(dir + sep));
  const tenants = below(paths.tenants);
  const archive = below(paths.archive);
  const ofStream = below(paths.stream);
  const progress = [
    ...ofStream.filter(({ path }) => path.endsWith(".json")),
    ...below(paths.imports).filter(({ path }) => path.endsWith(".json")),
  ];
  const catalog = all.find(({ source }) => source === paths.catalog);
  const told = new Set([...tenants, ...archive, ...ofStream, ...below(paths.imports), catalog]);
  return { progress, tenants, archive, catalog, others: all.filter((file) => !told.has(file)) };
}

async function filesOf(root: string): Promise<FolderFile[]> {
  if (!existsSync(root)) return [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const found = await Promise.all(entries.map((entry) => fileOf(root, entry)));
  return found
    .filter((file) => file !== undefined)
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

async function fileOf(root: string, entry: Dirent): Promise<FolderFile | undefined> {
  const source = join(entry.parentPath, entry.name);
  const path = relative(root, source).replaceAll(sep, "/");
  if (!entry.isFile() || LEFT_OUT.test(path)) return undefined;
  const { size } = await stat(source).catch(() => ({ size: undefined })); // gone since
  return size === undefined ? undefined : { path, source, bytes: size };
}
