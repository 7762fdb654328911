import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../packages/server/src/solarmon.js", import.meta.url));

export interface ImportOrder {
  readonly dataDir: string;
  /** With the columns `time` and `device`, and those of the map. */
  readonly file: string;
  readonly plantId: string;
  /** Points and their columns, as `--map` takes them. */
  readonly map: string;
}

/** Starts `solarmon import` as a process of its own; what it answers is thrown away. */
export function startImport({ dataDir, file, plantId, map }: ImportOrder): ChildProcess {
  const columns = ["--time", "time", "--device", "device", "--map", map];
  return spawn(
    process.execPath,
    [COMMAND, "import", file, "--plant", plantId, ...columns, "--json"],
    { env: { ...process.env, SOLARMON_DATA_DIR: dataDir }, stdio: ["ignore", "ignore", "inherit"] },
  );
}
