import { createOutput } from "../cli/output.ts";
import { createProgress } from "../cli/progress.ts";
import type { CommonFlags } from "../cli/common-options.ts";
import { readDataDir } from "../settings.ts";
import { requireFolder } from "./require-folder.ts";
import { restoreBackup } from "./restore-backup.ts";

/** `solarmon restore` */
export async function runRestore(file: string, flags: CommonFlags): Promise<void> {
  requireFolder("restore");
  const output = createOutput(flags.json === true);
  const dataDir = readDataDir(flags.dataDir, process.env);
  using progress = createProgress(output.isJson);
  const onProgress = (share: number): void => progress.update(share, "read");
  const { files, consistentAt, hasKey } = await restoreBackup({ file, dataDir, onProgress });
  progress[Symbol.dispose]();
  const at = new Date(consistentAt).toISOString();
  const lines = [`${dataDir} is as it was at ${at}: ${files.length} files, all verified.`];
  if (!hasKey)
    lines.push("The backup has no key: put secrets.key there before you start the server.");
  output.result({ dataDir, consistentAt, files: files.length, hasKey }, lines.join("\n"));
}
