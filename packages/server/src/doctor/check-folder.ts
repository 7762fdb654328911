import { existsSync, readdirSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SolarmonError } from "@solarmon/core";
import { openSegmentReader } from "@solarmon/embedded";
import { findServer } from "../control/control-client.ts";
import type { DataPaths } from "../folder/data-paths.ts";
import { lockFolder } from "../folder/lock-folder.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

/** Who has the data folder, if anyone. */
export async function checkLock(
  paths: DataPaths,
): Promise<{ finding: Finding; isServing: boolean }> {
  await using server = await findServer(paths.controlSocket);
  if (server) return { finding: ok("server", "a server runs on this folder"), isServing: true };
  try {
    lockFolder(paths)[Symbol.dispose]();
    return { finding: ok("server", "no server runs on this folder"), isServing: false };
  } catch (error) {
    if (!SolarmonError.is(error)) throw error;
    const advice = "Wait until the other command has ended, or stop it.";
    return { finding: warning("server", error.message, advice), isServing: false };
  }
}

/** Whether SQLite finds every database whole. */
export function checkDatabases(paths: DataPaths): Finding[] {
  const tenants = existsSync(paths.tenants)
    ? readdirSync(paths.tenants).filter((name) => name.endsWith(".db"))
    : [];
  const files = [paths.catalog, ...tenants.map((name) => join(paths.tenants, name))];
  const existing = files.filter((file) => existsSync(file));
  const damaged = existing.flatMap((file) => {
    const fault = faultOf(file);
    return fault === undefined ? [] : [{ file, fault }];
  });
  if (damaged.length === 0) return [ok("databases", `${existing.length} databases are whole`)];
  const advice = "Stop the server and restore the file from a backup.";
  return damaged.map(({ file, fault }) => problem("databases", `${file}: ${fault}`, advice));
}

function faultOf(file: string): string | undefined {
  try {
    using database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    const [first] = database.prepare("PRAGMA quick_check(1)").all();
    const answer = String(first?.["quick_check"]);
    return answer === "ok" ? undefined : answer;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Reads the whole stream once; every record carries a checksum. */
export async function checkStream(paths: DataPaths): Promise<Finding> {
  if (!existsSync(paths.stream)) return ok("stream", "nothing was received yet");
  const faults: string[] = [];
  let records = 0;
  await using reader = await openSegmentReader({
    dir: paths.stream,
    onWarning: ({ message }) => faults.push(message),
  });
  const options = { start: { from: "oldest" }, follow: false } as const;
  for await (const batch of reader.read("doctor", options)) records += batch.records.length;
  if (faults.length === 0) return ok("stream", `${records} records are whole`);
  const advice = "What was damaged is passed over. Check the disk; the archive has older readings.";
  return problem("stream", faults.slice(0, 3).join("; "), advice);
}

/** Whether others than the owner could read the key that seals the secrets. */
export async function checkSecrets(paths: DataPaths): Promise<Finding> {
  const file = join(paths.root, "secrets.key");
  if (!existsSync(file)) return ok("secrets", "no secrets yet");
  const { mode } = await stat(file);
  const isOpen = process.platform !== "win32" && (mode & 0o077) !== 0;
  if (!isOpen) return ok("secrets", "the key can be read by its owner only");
  return problem("secrets", `${file} can be read by others`, `Run: chmod 600 ${file}`);
}
