import { SolarmonError } from "@solarmon/core";
import { randomBytes } from "node:crypto";
import { chmod, readFile, stat } from "node:fs/promises";
import { systemCode } from "../disk-error.ts";
import { replaceFile } from "../durable-file.ts";
import { KEY_BYTES } from "./sealing.ts";

/** Only the owner may read or write. */
export const PRIVATE_MODE = 0o600;

/**
 * Reads the key; makes a random one where there is none and `mayCreate` is set. To be called by one at a time.
 *
 * @param mayCreate - no secret was sealed yet, so that nothing is lost with a key that was only half written
 * @throws {@link SolarmonError} `storage_corrupt` when the key is missing or damaged
 */
export async function readKey(path: string, mayCreate: boolean): Promise<Uint8Array> {
  if (mayCreate && !(await isWhole(path)))
    await replaceFile(path, randomBytes(KEY_BYTES), PRIVATE_MODE);
  const key = await readFile(path).catch((error: unknown) => {
    throw systemCode(error) === "ENOENT" ? noKey(path) : error;
  });
  if (key.length !== KEY_BYTES)
    throw new SolarmonError("storage_corrupt", `${path} is not a key. Restore it from a backup.`);
  await chmod(path, PRIVATE_MODE);
  return key;
}

async function isWhole(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size === KEY_BYTES;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}

function noKey(path: string): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    `${path} is missing, and without it the stored secrets cannot be opened. Restore it from a backup.`,
  );
}
