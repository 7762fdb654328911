import { type DirectoryLock, lockDirectory } from "@solarmon/embedded";
import type { DataPaths } from "./data-paths.ts";

/**
 * Makes this process the one that writes readings and roll-ups of the data folder. The catalogue is not included:
 * several processes may change it.
 *
 * @throws `locked` when another process has it
 */
export function lockFolder(paths: DataPaths): DirectoryLock {
  return lockDirectory(paths.root, "solarmon.lock");
}
