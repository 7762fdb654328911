import { createOutput } from "../cli/output.ts";
import { createProgress } from "../cli/progress.ts";
import type { BackupFlags } from "../commands/backup.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { readServices } from "../services/read-services.ts";
import { readDataDir } from "../settings.ts";
import { requireFolder } from "./require-folder.ts";
import { writeBackup } from "./write-backup.ts";

/** `solarmon backup` */
export async function runBackup(file: string, flags: BackupFlags): Promise<void> {
  requireFolder("backup");
  const output = createOutput(flags.json === true);
  const withKey = flags.withoutKey !== true;
  const paths = dataPaths(readDataDir(flags.dataDir, process.env));
  using progress = createProgress(output.isJson);
  const onProgress = (share: number): void => progress.update(share, "copied");
  const report = await writeBackup(paths, { file, withKey, onProgress });
  progress[Symbol.dispose]();
  const at = new Date(report.consistentAt).toISOString();
  const lines = [
    `${report.file}: ${(report.bytes / 1e6).toFixed(1)} MB, ${report.files} files, everything acknowledged up to ${at}.`,
    withKey
      ? "It holds the key of the secrets: whoever has this file can read log-ins at vendors."
      : "It holds secrets without their key: keep a copy of secrets.key elsewhere, or log-ins at vendors are lost.",
  ];
  if (readServices(process.env).kafka)
    lines.push("The stream is on Kafka, and not in it: after a restore run `solarmon replay`.");
  output.result({ ...report, hasKey: withKey }, lines.join("\n"));
}
