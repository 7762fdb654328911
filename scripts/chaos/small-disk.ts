import { execFile } from "node:child_process";
import { writeFile, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);

export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  /** Takes space away with a file of that size. */
  fill(megabytes: number): Promise<void>;
  /** Gives it back. */
  free(): Promise<void>;
}

/** A file system in memory of that size, mounted on a new folder. Needs root on Linux. */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await temporaryFolder();
  await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder.path]);
  const ballast = `${folder.path}/ballast`;
  return {
    path: folder.path,
    fill: (size) => writeFile(ballast, Buffer.alloc(size * 1_048_576)),
    free: () => rm(ballast),
    async [Symbol.asyncDispose]() {
      await run("umount", ["-l", folder.path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}
