import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes a directory's entries (new, renamed or removed files) survive a power cut. */
export async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === "win32") return; // directories cannot be opened there
  await using handle = await open(dir, "r");
  await handle.sync();
}

/** Creates a directory and what is missing above it, and makes the new entries durable. */
export async function makeDirectory(dir: string): Promise<void> {
  const first = await mkdir(dir, { recursive: true });
  if (first === undefined) return;
  for (let path = dir; path.length >= first.length; path = dirname(path))
    await syncDirectory(dirname(path));
}

/** Replaces a file as a whole: after a crash it has the old or the new content. Durable when it resolves. */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const draft = `${path}.new`;
  {
    await using handle = await open(draft, "w", mode);
    await handle.writeFile(content);
    await handle.sync();
  }
  await rename(draft, path);
  await syncDirectory(dirname(path));
}
