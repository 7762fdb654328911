import { SolarmonError } from "@solarmon/core";
import { randomBytes } from "node:crypto";
import { chmod, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode } from "../disk-error.ts";
import { syncDirectory } from "../durable-file.ts";
import { KEY_BYTES } from "./sealing.ts";

/** Only the owner may read or write. */
export const PRIVATE_MODE = 0o600;

/** Reads the key; makes a random one where there is none and `mayCreate` is set. */
export async function readKey(path: string, mayCreate: boolean): Promise<Uint8Array> {
  if (mayCreate) await createKey(path);
  const key = await readFile(path).catch((error: unknown) => {
    throw systemCode(error) === "ENOENT" ? noKey(path) : error;
  });
  if (key.length !== KEY_BYTES)
    throw new SolarmonError("storage_corrupt", `${path} is not a key. Restore it from a backup.`);
  await chmod(path, PRIVATE_MODE);
  return key;
}

async function createKey(path: string): Promise<void> {
  try {
    await using file = await open(path, "wx", PRIVATE_MODE);
    await file.writeFile(randomBytes(KEY_BYTES));
    await file.sync();
  } catch (error) {
    if (systemCode(error) === "EEXIST") return;
    throw error;
  }
  await syncDirectory(dirname(path));
}

function noKey(path: string): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    `${path} is missing, and without it the stored secrets cannot be opened. Restore it from a backup.`,
  );
}
