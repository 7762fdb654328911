import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isId, SolarmonError } from "@solarmon/core";
import type { DataPaths } from "../folder/data-paths.ts";
import type { Services } from "../services/services.ts";

const FILE = "stream.id";

/**
 * What the ledger of usage knows the stream by: another one, with positions of its own, has another name. Of a data folder
 * it is made once, and goes with its backups.
 *
 * @throws `storage_corrupt` when the file is none of ours
 */
export async function streamName({ root }: DataPaths, { kafka }: Services): Promise<string> {
  if (kafka) return `kafka/${kafka.topic ?? ""}`;
  const path = join(root, FILE);
  await mkdir(root, { recursive: true });
  await writeFile(path, `${randomUUID()}\n`, { flag: "wx", flush: true }).catch(passOverExisting);
  const id = (await readFile(path, "utf8")).trim();
  if (isId(id)) return `log/${id}`;
  throw new SolarmonError("storage_corrupt", `${path} holds no id. Restore it from a backup.`);
}

function passOverExisting(error: unknown): void {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
  throw error;
}
